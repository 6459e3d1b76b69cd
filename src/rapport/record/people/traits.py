"""What sources said about a person: typed traits with their history, and the name among them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.record.identity.public import FIRST_NAMES, LAST_NAMES, WHOLE_NAMES, canonical
from rapport.record.store.public import TraitRow

TraitValue = str | float | bool


@dataclass(frozen=True, slots=True)
class Saying:
    """One time that a source said a trait. `type` is text, number, boolean or time."""

    value: TraitValue
    type: str
    source: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait as it stands, and everything that was ever said about it, newest first."""

    name: str
    history: tuple[Saying, ...]

    @property
    def latest(self) -> Saying:
        return self.history[0]


def gather_traits(rows: Iterable[TraitRow]) -> dict[str, Trait]:
    """Group sayings by trait, sorted by name; what was said last holds."""
    sayings: dict[str, list[Saying]] = {}
    # The source breaks ties, so that two sources that spoke at the same moment always stand in the same order.
    for row in sorted(rows, key=lambda row: (row.said_at, row.source, row.text_value), reverse=True):
        sayings.setdefault(row.name, []).append(Saying(_value(row), row.type, row.source, row.said_at))
    return {name: Trait(name, tuple(sayings[name])) for name in sorted(sayings)}


def _value(row: TraitRow) -> TraitValue:
    if row.type == "boolean":
        return row.number_value == 1
    if row.type == "number" and row.number_value is not None:
        return int(row.number_value) if row.number_value.is_integer() and abs(row.number_value) < 2**53 else row.number_value
    return row.text_value


def name_in(traits: Mapping[str, Trait]) -> str:
    """Return a person's name, or nothing where no source said it."""
    return text_in(traits, WHOLE_NAMES) or " ".join(filter(None, (text_in(traits, FIRST_NAMES), text_in(traits, LAST_NAMES))))


def text_in(traits: Mapping[str, Trait], names: Sequence[str]) -> str:
    """Return the first trait that has one of the names, however a source writes them (`First Name`, `firstName`)."""
    known = {canonical(name): trait for name, trait in reversed(list(traits.items()))}
    for name in names:
        if name in known and (text := str(known[name].latest.value).strip()):
            return text
    return ""
