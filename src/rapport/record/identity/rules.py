"""The declared rules: how far each type of identifier is trusted, and what joins two identifiers to one person."""

from dataclasses import dataclass
from enum import IntEnum

from rapport.core.interaction import IdentifierType


class Trust(IntEnum):
    """How surely an identifier belongs to one person; the lower the surer. Evidence is weighed in this order."""

    MANUAL = 0
    """Not an identifier: somebody said by hand that two are the same."""
    USER_ID = 1
    EXTERNAL = 2
    VERIFIED_EMAIL = 3
    CLAIMED_EMAIL = 4
    HANDLE = 5
    PHONE = 6
    DEVICE = 7

    @property
    def is_strong(self) -> bool:
        return self <= Trust.VERIFIED_EMAIL

    @property
    def is_personal(self) -> bool:
        """Whether a person has few of them: what counts when a hub is looked for."""
        return self <= Trust.CLAIMED_EMAIL


@dataclass(frozen=True, slots=True)
class Rule:
    """Why two identifiers that a source named together belong to one person.

    Parameters
    ----------
    key : as it stands in the log of merges.
    trust : of the weaker of the two; the stronger is always the strongest identifier of the row.
    reason : what people read.
    """

    key: str
    trust: Trust
    reason: str


RULES: tuple[Rule, ...] = (
    Rule("manual", Trust.MANUAL, "Somebody said that these are the same person."),
    Rule("same_user_id", Trust.USER_ID, "A source named both user ids as one user."),
    Rule("same_external_id", Trust.EXTERNAL, "A system of record names both as one customer."),
    Rule("verified_email", Trust.VERIFIED_EMAIL, "A source that had verified the e-mail address named both together."),
    Rule(
        "claimed_email",
        Trust.CLAIMED_EMAIL,
        "Both were given together; nobody verified the e-mail address, and nobody contradicts it.",
    ),
    Rule("handle", Trust.HANDLE, "The handle was named together with this person only."),
    Rule("phone", Trust.PHONE, "The phone number was named together with this person only."),
    Rule("device", Trust.DEVICE, "The device was seen with this person only."),
)
"""Strong evidence (user ids, external ids, verified e-mail) always joins. Weaker evidence never joins two people who hold
different user ids, different verified e-mail addresses or different external ids of one source."""

RULE_OF: dict[int, Rule] = {rule.trust: rule for rule in RULES}

TRUST_OF_TYPE: dict[IdentifierType, Trust] = {
    "user_id": Trust.USER_ID,
    "external": Trust.EXTERNAL,
    "email": Trust.VERIFIED_EMAIL,
    "handle": Trust.HANDLE,
    "phone": Trust.PHONE,
    "anonymous_id": Trust.DEVICE,
}
"""Of an identifier as its source gave it; an e-mail address that the source did not verify is `CLAIMED_EMAIL`. A handle can
be given up and taken by another, a phone is shared in families and offices, a device by everybody who sits down at it."""

HUB_LIMIT = 50
"""An identifier named together with more personal ones than this is nobody's: the till's e-mail address, a lobby's tablet."""
