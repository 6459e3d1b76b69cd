"""Running one rule on a frame, and writing what remains as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from rapport.collect.sources.mapping.cells import Bad
from rapport.collect.sources.mapping.compiling.getters import Getter
from rapport.collect.sources.mapping.compiling.rule_fields import CompiledRule
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.json_columns import JsonColumns
from rapport.collect.sources.mapping.repeating import ELEMENT_NAME, repeat_rows
from rapport.collect.sources.mapping.rows import bounded
from rapport.collect.sources.mapping.sifting import Sieve
from rapport.core.batch import DIMENSION_PREFIX, INTERACTION_SCHEMA
from rapport.core.notice import about


@dataclass(frozen=True, slots=True)
class Extras:
    """What goes with the first interaction of each row: its traits, and the inside of its remaining properties."""

    traits: list[str | None]
    rest: list[str]
    is_open: list[bool]


@dataclass(frozen=True, slots=True)
class RuleOutput:
    """What a rule made of a frame: interactions, the rows they came from, and the problems of other rows."""

    table: pa.Table
    rows: set[int]
    problems: list[tuple[int, Bad]]


def run_rule(rule: CompiledRule, frame: Frame, *, ids: Sequence[str], is_usable: list[bool], extras: Extras) -> RuleOutput:
    """Run a rule on the usable rows of a frame.

    Parameters
    ----------
    ids : identity of every row.
    is_usable : False for rows that cannot become anything.
    extras : given to the first interaction of each row; `is_open` is updated.
    """
    problems: list[tuple[int, Bad]] = []
    chosen = repeat_rows(rule, frame.pick(_rows_meant(rule, frame, is_usable, problems)), problems)
    sieve = Sieve(
        rule,
        chosen,
        values={name: chosen.values(getter) for name, getter in rule.columns.items() if not getter.is_constant},
        dimensions={name: chosen.values(getter) for name, getter in rule.dimensions.items()},
        properties={name: chosen.values(getter) for name, getter in rule.properties.items()},
    )
    sieve.sift()
    writer = _Writer(sieve, ids, extras)
    return RuleOutput(writer.table(), set(writer.rows), problems + sieve.problems)


def _rows_meant(rule: CompiledRule, frame: Frame, is_usable: list[bool], problems: list[tuple[int, Bad]]) -> list[int]:
    if rule.when is None:
        return [row for row, usable in enumerate(is_usable) if usable]
    rows = []
    for row, answer in enumerate(rule.when.run(frame)):
        if answer is True and is_usable[row]:
            rows.append(row)
        elif type(answer) is Bad and is_usable[row]:
            problems.append((row, Bad(answer.reason, about("when", answer.detail))))
    return rows


class _Writer:
    """Writes the places that are kept as a table."""

    def __init__(self, sieve: Sieve, ids: Sequence[str], extras: Extras) -> None:
        self._sieve = sieve
        self._ids = ids
        self._extras = extras
        self._kept = sieve.kept()
        self._size = len(self._kept)
        self._places = None if sieve.keeps_all else pa.array(self._kept, pa.int64())
        self.rows: Sequence[int] = sieve.frame.places if sieve.keeps_all else [sieve.frame.places[place] for place in self._kept]

    def table(self) -> pa.Table:
        traits, properties = self._objects()
        written: dict[str, list[Any]] = {"source_id": self._source_ids(), "traits": traits, "properties": properties}
        arrays = [
            to_array(written[column.name], column.type) if column.name in written else self._array(column)
            for column in INTERACTION_SCHEMA
        ]
        table = pa.table(arrays, schema=INTERACTION_SCHEMA)
        for name, getter in self._sieve.rule.dimensions.items():
            table = table.append_column(DIMENSION_PREFIX + name, self._values(getter, pa.string()))
        return table

    def _array(self, column: Any) -> Any:
        getter = self._sieve.rule.columns.get(column.name)
        if getter is None or (getter.is_constant and getter.constant is None):
            return pa.nulls(self._size, column.type)
        if getter.is_constant:
            return _repeated(getter.constant, column.type, self._size)
        return self._values(getter, column.type)

    def _values(self, getter: Getter, arrow_type: Any) -> Any:
        """Return the values that are kept; made for all rows at once and once for all rules, where none of them is bad."""
        frame = self._sieve.frame
        if self._sieve.has_bad:
            return to_array(self._pick(frame.values(getter)), arrow_type)
        values = frame.array(getter, lambda found: to_array(found, arrow_type))
        return values if self._sieve.keeps_all else values.take(self._places)

    def _pick(self, values: list[Any]) -> list[Any]:
        return values if self._sieve.keeps_all else [values[place] for place in self._kept]

    def _source_ids(self) -> list[str]:
        rule = self._sieve.rule
        names = [self._ids[row] for row in self.rows]
        if rule.name:
            names = [f"{name}/{rule.name}" for name in names]
        if rule.each or rule.repeat:
            names = [f"{name}.{element}" for name, element in zip(names, self._pick(self._sieve.frame.column(ELEMENT_NAME)))]
        return bounded(names)

    def _objects(self) -> tuple[list[str | None], list[str | None]]:
        """Return the traits and the properties as JSON."""
        own = JsonColumns().pieces({name: self._pick(values) for name, values in self._sieve.properties.items()}, self._size)
        is_open, traits, rest = self._extras.is_open, self._extras.traits, self._extras.rest
        said: list[str | None] = [None] * self._size
        objects: list[str | None] = [None] * self._size
        for place, row in enumerate(self.rows):
            inside = own[place]
            if is_open[row]:
                is_open[row] = False
                said[place] = traits[row]
                inside = f"{inside},{rest[row]}" if inside and rest[row] else inside or rest[row]
            if inside:
                objects[place] = f"{{{inside}}}"
        return said, objects


def _repeated(value: Any, arrow_type: Any, size: int) -> Any:
    if pa.types.is_timestamp(arrow_type):
        return pa.repeat(pa.scalar(value, pa.int64()), size).cast(arrow_type)
    return pa.repeat(pa.scalar(value, arrow_type), size)


def to_array(values: list[Any], arrow_type: Any) -> Any:
    """Make an Arrow array; text that is no valid Unicode (half a surrogate pair) is mended."""
    if pa.types.is_timestamp(arrow_type):
        return pa.array(values, pa.int64()).cast(arrow_type)
    try:
        return pa.array(values, arrow_type)
    except UnicodeEncodeError:
        mended = [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values]
        return pa.array(mended, arrow_type)
