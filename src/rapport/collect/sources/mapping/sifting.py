"""Sifting the rows of a rule: which say nothing, which cannot become what the rule says, and which remain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.collect.sources.mapping.cells import Bad
from rapport.collect.sources.mapping.compiling.rule_fields import CompiledRule
from rapport.collect.sources.mapping.fields import FIELD_OF_COLUMN
from rapport.collect.sources.mapping.frame import Frame
from rapport.core.kinds import KINDS
from rapport.core.notice import Notice, about, either

NO_TIME = Bad(
    "missing_time",
    about(
        "time",
        Notice("the row has no time. Fill the cell, or give one for such rows: time: {column: …, default: 2026-01-31}."),
    ),
)
NO_KIND = Bad("missing_kind", about("kind", Notice("the row does not say what it is. Map the empty cell, or add `default: …`.")))
_WORDS_OF_PEOPLE = ("score", "text")
_NOT_COLUMNS = {"who": "person"}


@dataclass(slots=True)
class Sieve:
    """The values of a rule for a frame, and the places that will not become interactions.

    Parameters
    ----------
    values, dimensions, properties : by name, one value for every place; constants are left out.
    quiet : places that say nothing.
    refused : places that cannot become what the rule says.
    problems : row and problem of those.
    has_bad : whether some value is Bad, be it at a place that says nothing.
    """

    rule: CompiledRule
    frame: Frame
    values: dict[str, list[Any]]
    dimensions: dict[str, list[Any]]
    properties: dict[str, list[Any]]
    quiet: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    problems: list[tuple[int, Bad]] = field(default_factory=list)
    has_bad: bool = False

    def sift(self) -> None:
        """Find all that does not become an interaction; who says nothing is left out quietly, before anything is checked."""
        by_kind = self._places_by_kind()
        self._leave_out_needs()
        for kind, places in by_kind.items():
            self._leave_out_silent(kind, places)
        self._refuse_bad()
        self._refuse_empty("occurred_at", NO_TIME)
        self._refuse_empty("kind", NO_KIND)
        for kind, places in by_kind.items():
            self._refuse_incomplete(kind, places)

    def kept(self) -> Sequence[int]:
        """Return the places that become interactions."""
        if self.keeps_all:
            return range(self.frame.size)
        left_out = self.quiet | self.refused
        return [place for place in range(self.frame.size) if place not in left_out]

    @property
    def keeps_all(self) -> bool:
        return not self.quiet and not self.refused

    def _places_by_kind(self) -> dict[str, Sequence[int]]:
        kind = self.rule.columns["kind"]
        if kind.is_constant:
            return {kind.constant: range(self.frame.size)}
        places: dict[str, list[int]] = {}
        for place, key in enumerate(self.values["kind"]):
            if isinstance(key, str):
                places.setdefault(key, []).append(place)
        return dict(places)

    def _leave_out_needs(self) -> None:
        for getter in self.rule.needs:
            self.quiet.update(place for place, value in enumerate(getter.run(self.frame)) if value is None or value == "")

    def _leave_out_silent(self, kind: str, places: Sequence[int]) -> None:
        for names in _requirements(kind):
            said = [name for name in _WORDS_OF_PEOPLE if name in names and name in self.rule.columns]
            if said:
                self.quiet.update(self._without(said, places))
            elif "properties" in names and _WORDS_OF_PEOPLE[0] in names:
                self.quiet.update(self._without(("properties",), places))

    def _refuse_bad(self) -> None:
        named = [(FIELD_OF_COLUMN.get(name, "person"), values) for name, values in self.values.items()]
        named += [*self.dimensions.items(), *self.properties.items()]
        for name, values in named:
            if Bad in set(map(type, values)):
                self.has_bad = True
                for place, value in enumerate(values):
                    if type(value) is Bad:
                        self._refuse(place, Bad(value.reason, about(name, value.detail)))

    def _refuse_empty(self, column: str, problem: Bad) -> None:
        values = self.values.get(column, ())
        if None in values:
            for place, value in enumerate(values):
                if value is None:
                    self._refuse(place, problem)

    def _refuse_incomplete(self, kind: str, places: Sequence[int]) -> None:
        for names in _requirements(kind):
            lacking = self._without(names, places)
            if lacking:
                problem = _lacks(kind, names)
                for place in lacking:
                    self._refuse(place, problem)

    def _without(self, names: Sequence[str], places: Sequence[int]) -> list[int]:
        """Return the places where none of the names has a value."""
        columns = list(self._columns(names))
        if any(column is True for column in columns):
            return []
        if any(None not in column for column in columns):
            return []
        return [place for place in places if all(column[place] is None for column in columns)]

    def _columns(self, names: Sequence[str]) -> Iterator[Any]:
        """Yield the values of some names; True for one that every row has."""
        for name in names:
            if name in self.values:
                yield self.values[name]
            elif name in self.rule.columns and self.rule.columns[name].constant is not None:
                yield True
            elif name == "properties":
                yield from self.properties.values()
            elif name == "dimensions":
                yield from self.dimensions.values()
            elif name == "traits":
                yield True

    def _refuse(self, place: int, problem: Bad) -> None:
        if place not in self.quiet:
            self.refused.add(place)
            self.problems.append((self.frame.places[place], problem))


def _lacks(kind: str, names: tuple[str, ...]) -> Bad:
    wanted = either([FIELD_OF_COLUMN.get(name, _NOT_COLUMNS.get(name, name)) for name in names])
    return Bad(
        "missing_required",
        Notice(
            "%(kind)s needs %(wanted)s, and the row has none. Fill the cell, or leave such rows out with `when:`.",
            kind=kind,
            wanted=wanted,
        ),
    )


def _requirements(kind: str) -> Iterator[tuple[str, ...]]:
    for group in KINDS[kind].required:
        yield (group,) if isinstance(group, str) else group
