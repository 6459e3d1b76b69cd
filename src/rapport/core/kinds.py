"""What kinds of interaction there are: each is registered by the package that owns it."""

from dataclasses import dataclass, field

from rapport.core.channels import Channel, Direction
from rapport.core.errors import BugError
from rapport.core.interaction import FIELD_PRIVACY, Interaction
from rapport.core.notice import Notice
from rapport.core.registry import Registry


@dataclass(frozen=True, slots=True)
class EraseRule:
    """What remains of an interaction when its person is erased.

    Identifiers, `source_id` and every free-text field always go; `keep` names the fields that hold facts about the
    business (an amount, a score) and stay for the anonymous counts.
    """

    keep: frozenset[str]

    def __post_init__(self) -> None:
        if unknown := self.keep - set(FIELD_PRIVACY):
            raise BugError(f"An erase rule keeps fields that do not exist: {sorted(unknown)}")
        if exposed := {name for name in self.keep if FIELD_PRIVACY[name] in ("personal", "sensitive")}:
            raise BugError(f"An erase rule may not keep personal fields: {sorted(exposed)}")


KEEP_FACTS = EraseRule(keep=frozenset(name for name, privacy in FIELD_PRIVACY.items() if privacy == "none"))
"""The usual rule: keep what says nothing about who it was."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of interaction.

    Parameters
    ----------
    key : past tense, ``survey_answered``.
    title : what people read.
    description : one sentence: what happened, and to whom.
    required : fields that an interaction of this kind cannot be without; a tuple inside means "one of these".
    example : a valid interaction, shown in the reference and used by the contract tests.
    channel, direction : what holds when a source does not say.
    erase : what an erasure keeps.
    """

    key: str
    title: str
    description: str
    example: Interaction
    channel: Channel
    direction: Direction
    required: tuple[str | tuple[str, ...], ...] = ()
    erase: EraseRule = field(default=KEEP_FACTS)


KINDS: Registry[Kind] = Registry(Notice("kind"), Kind, attribute="KINDS", module_name="kinds", entry_points="rapport.kinds")
