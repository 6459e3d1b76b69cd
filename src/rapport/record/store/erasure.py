"""What erasing a person means in terms of columns, for every engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapport.core.batch import DIMENSION_PREFIX
from rapport.core.interaction import FIELD_PRIVACY
from rapport.core.kinds import KEEP_FACTS, KINDS, EraseRule
from rapport.record.store.needles import Needles, hashed, in_parts
from rapport.record.store.schema import INTERACTIONS

Matching = Callable[[str, str, str], list[str]]
"""(table, column, pattern) -> the distinct values of the column in which the pattern is found."""
Replacing = Callable[[str, str, Mapping[str, str]], int]
"""(table, column, old value -> new value) -> rows changed."""

ERASED_KEY = 0
"""The identity key of erased rows. They had one, so they are not nobody's; but the number of a deleted identifier may be
given to another one, and then a move of that key would take the rows along."""

_FIELDS = frozenset(column.name for column in INTERACTIONS) & frozenset(FIELD_PRIVACY)
_DERIVED = {column.name: column.derived_from for column in INTERACTIONS if column.derived_from}
_KEPT_IDS = frozenset(name for name in _FIELDS if FIELD_PRIVACY[name] == "pseudonymous")
"""Ids join the rows of a conversation or an order, which other people may share; they tell nothing about who it was, and
are replaced where they do."""
_OWN_WORDS = frozenset({"kind", "source", "import_id", "channel", "direction", "currency"})
"""Written by us or by who set up the source, never by or about a person."""
_TEXT = tuple(column.name for column in INTERACTIONS if column.duckdb == "VARCHAR" and column.name not in _OWN_WORDS)
_TRAIT_TEXT = ("name", "text_value")
_DOCUMENTS = frozenset({"properties"})


@dataclass(frozen=True, slots=True)
class Clearing:
    """Columns that an erasure empties in rows of some kinds."""

    kinds: tuple[str, ...]
    columns: tuple[str, ...]


def clearings(kinds: Sequence[str], dimensions: Sequence[str]) -> list[Clearing]:
    """Return what to empty in a person's rows of those kinds, by the erase rule of each kind."""
    by_columns: dict[tuple[str, ...], list[str]] = {}
    for kind in kinds:
        by_columns.setdefault(cleared_columns(_rule(kind), dimensions), []).append(kind)
    return [Clearing(tuple(of), columns) for columns, of in by_columns.items() if columns]


def cleared_columns(rule: EraseRule, dimensions: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a rule empties; what is derived from one of them goes with it."""
    always = {"kind", "occurred_at"} | _KEPT_IDS
    cleared = sorted(_FIELDS - rule.keep - always)
    cleared += [name for name, source in _DERIVED.items() if source in cleared]
    return (*cleared, *(() if "dimensions" in rule.keep else dimensions))


def take_out(
    needles: Sequence[str], dimensions: Sequence[str], *, secret: bytes, matching: Matching, replacing: Replacing
) -> int:
    """Take needles out of every text column of both tables; return how many values of rows changed."""
    places = [("interactions", name) for name in (*_TEXT, *dimensions)] + [("traits", name) for name in _TRAIT_TEXT]
    changed = 0
    for part in in_parts(needles):
        for table, column in places:
            found = matching(table, column, part.pattern)
            replaced = {value: _replaced(column, value, part, secret) for value in found}
            replaced = {old: new for old, new in replaced.items() if old != new}
            changed += replacing(table, column, replaced) if replaced else 0
    return changed


def _replaced(column: str, value: str, needles: Needles, secret: bytes) -> str:
    if column.endswith("_id") and not column.startswith(DIMENSION_PREFIX):
        return hashed(value, secret)
    return needles.scrubbed_json(value) if column in _DOCUMENTS else needles.scrubbed(value)


def _rule(kind: str) -> EraseRule:
    return KINDS[kind].erase if kind in KINDS else KEEP_FACTS
