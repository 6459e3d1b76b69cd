"""The engine: batches of rows in, tables of interactions and rejected rows out, by column."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.mapping.cells import Bad, Cell, text_of
from rapport.collect.sources.mapping.compiling.plan import Plan
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.json_columns import JsonColumns
from rapport.collect.sources.mapping.output import Extras, RuleOutput, run_rule
from rapport.collect.sources.mapping.rows import ID_COLUMN, ContentIdentity, GivenIdentity, row_json
from rapport.core.notice import Notice, about, together


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row, or a part of what it says, that could not become an interaction."""

    row_number: int
    row: str
    reason: str
    detail: Notice


@dataclass(frozen=True, slots=True)
class MappedBatch:
    """What a batch of rows became.

    Parameters
    ----------
    table : interactions, of `INTERACTION_SCHEMA` and a column for each dimension.
    rejects : at most one for a row.
    rows : how many rows came in.
    silent : rows that said nothing: all of their scores and texts were empty or missing codes.
    """

    table: pa.Table
    rejects: list[RejectedRow]
    rows: int
    silent: int


@dataclass(slots=True)
class _Problems:
    """The problems of a batch, by row: the first one is the reason, further ones are told as well."""

    by_row: dict[int, list[Bad]] = field(default_factory=dict)

    def add(self, row: int, problem: Bad) -> None:
        known = self.by_row.setdefault(row, [])
        if problem not in known:
            known.append(problem)


class MappingEngine:
    """Applies a plan to the batches of one file, in order."""

    def __init__(self, plan: Plan, *, file_name: str, now: datetime) -> None:
        self._plan = plan
        self._file = _without_packing(file_name)
        self._now = now
        self._content = ContentIdentity(plan.columns, is_open=plan.is_open)
        self._given = GivenIdentity()
        self._traits = JsonColumns()
        self._rest = JsonColumns()

    @property
    def repeated_ids(self) -> tuple[int, str]:
        """How many rows had the id of an earlier row of the file, and one such id."""
        return self._given.repeated, self._given.example

    def map(self, batch: RowBatch) -> MappedBatch:
        """Turn rows into interactions."""
        size = len(batch.row_numbers)
        frame = Frame(dict(batch.columns), size)
        problems = _Problems()
        ids = self._identify(frame, batch, problems)
        extras = self._extras(frame, batch, problems)
        is_usable = [row not in problems.by_row for row in range(size)]
        outputs = self._run_rules(frame, ids, extras, is_usable, problems)
        rejects = self._rejects(batch, problems, ids)
        heard = {row for row, _ in rejects}.union(*(output.rows for output in outputs))
        table = pa.concat_tables([output.table for output in outputs], promote_options="default")
        return MappedBatch(table, [reject for _, reject in rejects], size, size - len(heard))

    def _identify(self, frame: Frame, batch: RowBatch, problems: _Problems) -> list[Any]:
        frame.put("$row", batch.row_numbers)
        frame.put("$file", [self._file] * frame.size)
        frame.put("$now", [self._now] * frame.size)
        frame.put("$hash", self._content.names(batch.columns, frame.size) if self._needs_hash() else [None] * frame.size)
        given = self._plan.row_id
        ids: list[Any] = self._given.names(given.run(frame)) if given else list(frame.column("$hash"))
        if ID_COLUMN in batch.columns and given is None:
            ids = [text_of(kept) or own for kept, own in zip(batch.columns[ID_COLUMN], ids)]
        for row, name in enumerate(ids):
            if type(name) is Bad:
                problems.add(row, name)
        frame.put("$id", ids)
        return ids

    def _needs_hash(self) -> bool:
        return self._plan.row_id is None or "$hash" in self._plan.parsed.text

    def _extras(self, frame: Frame, batch: RowBatch, problems: _Problems) -> Extras:
        """Return what goes with the first interaction of each row: traits, and the rest of the columns."""
        traits = {name: getter.run(frame) for name, getter in self._plan.traits.items()}
        for name, values in traits.items():
            for row, value in enumerate(values):
                if type(value) is Bad:
                    problems.add(row, Bad(value.reason, about(Notice("trait %(name)s", name=name), value.detail)))
        kept = self._plan.kept_columns(list(batch.columns))
        rest = {name: batch.columns[name] for name in kept}
        return Extras(self._traits.objects(traits, frame.size), self._rest.pieces(rest, frame.size), [True] * frame.size)

    def _run_rules(
        self, frame: Frame, ids: list[Any], extras: Extras, is_usable: list[bool], problems: _Problems
    ) -> list[RuleOutput]:
        outputs: list[RuleOutput] = []
        for rule in self._plan.rules:
            output = run_rule(rule, frame, ids=ids, is_usable=is_usable, extras=extras)
            for row, problem in output.problems:
                problems.add(row, problem)
            outputs.append(output)
        return outputs

    def _rejects(self, batch: RowBatch, problems: _Problems, ids: list[Any]) -> list[tuple[int, RejectedRow]]:
        """Return each row with problems and its reject; empty rows, as behind the last line of a sheet, are none."""
        names = list(batch.columns)
        rejects = []
        for row, found in sorted(problems.by_row.items()):
            cells: list[Cell] = [batch.columns[name][row] for name in names]
            if not any(text_of(cell).strip() for cell in cells):
                continue
            identity = [(ID_COLUMN, ids[row])] if self._plan.row_id is None and ID_COLUMN not in names else []
            text = row_json([*names, *(name for name, _ in identity)], [*cells, *(value for _, value in identity)])
            detail = together(*(problem.detail for problem in found[:3]))
            rejects.append((row, RejectedRow(batch.row_numbers[row], text, found[0].reason, detail)))
        return rejects


def _without_packing(name: str) -> str:
    for suffix in (".gz", ".zip", ".bz2", ".xz", ".zst"):
        name = name.removesuffix(suffix)
    return name
