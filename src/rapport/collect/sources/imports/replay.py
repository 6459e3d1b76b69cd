"""Rejected rows once more, under the mapping that refused them or a better one."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import msgspec

from rapport.accounts.public import Workspace
from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.imports.row_rejects import RAW
from rapport.collect.sources.imports.run import LOOK_AGAIN_S, new_import_id
from rapport.collect.sources.mapping.compiling.plan import compile_plan
from rapport.collect.sources.mapping.engine import MappedBatch, MappingEngine
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.parse import ParsedMapping, parse_mapping
from rapport.core import clock
from rapport.core.batch import write_batch
from rapport.core.errors import RapportError, UserError
from rapport.core.interaction import decode_interaction
from rapport.core.notice import Notice
from rapport.spool.public import ImportRun, KeptReject, NewBatch, RejectFilter, Spool

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """What became of a replay: rejects tried, those that pass now, interactions stored and known already."""

    import_id: str
    tried: int
    passed: int
    stored: int
    duplicate: int


@dataclass(slots=True)
class Replay:
    """Runs rejected rows again.

    Parameters
    ----------
    which : the rejects that are meant.
    mapping : instead of the one that each was refused under.
    """

    spool: Spool
    workspace: Workspace
    which: RejectFilter
    mapping: ParsedMapping | None = None
    id: str = field(default_factory=lambda: new_import_id(clock.now()))

    def run(self) -> ReplayResult:
        """Run them, wait for the digest, and take those that pass off the list.

        Raises
        ------
        UserError : the mapping given does not fit the rows.
        """
        self.spool.start_import(self.history())
        tried = 0
        passed: list[int] = []
        try:
            for group in _groups(self.spool.rejects(self.which)):
                tried += len(group)
                passed += self._try(group)
            while self.spool.results(self.id).unfinished:
                time.sleep(LOOK_AGAIN_S)
            refused_again = {kept.id for kept in self.spool.rejects(RejectFilter(import_id=self.id, is_replayed=None))}
            passed = [each for each in passed if each not in refused_again]
            self.spool.mark_replayed(passed)
        finally:
            with suppress(RapportError):
                self.spool.finish_import(self.id, read=tried)
        totals = self.spool.results(self.id)
        return ReplayResult(self.id, tried, len(passed), totals.stored, totals.duplicate)

    def history(self) -> ImportRun:
        """Return how the history of imports names the run."""
        return ImportRun(self.id, "rejects", (), self.mapping.name if self.mapping else "replay", clock.now())

    def _try(self, group: Sequence[KeptReject]) -> list[int]:
        """Hand over what passes; return the rejects it came from."""
        first = group[0].reject
        if not first.mapping:
            return self._try_interactions(group)
        usable = [(kept, row) for kept in group if RAW not in (row := msgspec.json.decode(kept.reject.row))]
        if not usable:
            return []
        mapped = self._map([kept for kept, _ in usable], [row for _, row in usable])
        failing = {rejected.row_number for rejected in mapped.rejects}
        if mapped.table.num_rows:
            body = write_batch(mapped.table)
            self.spool.append([NewBatch(self.id, first.source, "arrow", body, mapped.table.num_rows)])
        return [kept.id for place, (kept, _) in enumerate(usable) if place not in failing]

    def _map(self, kept: list[KeptReject], rows: list[dict[str, Any]]) -> MappedBatch:
        columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
        parsed = self.mapping or parse_mapping(kept[0].reject.mapping, name=Notice("the mapping of the rejects"))
        if parsed.mapping.source != kept[0].reject.source:
            raise UserError(
                Notice(
                    "The rejected rows are of the source %(source)s, and %(mapping)s names %(named)s. "
                    "Give the mapping of that source, or choose rejects with --source.",
                    source=kept[0].reject.source,
                    mapping=parsed.name,
                    named=parsed.mapping.source,
                )
            )
        # Places instead of row numbers: several kept rejects may be of one row.
        batch = RowBatch(columns, list(range(len(rows))), [], 0)
        plan = compile_plan(
            parsed,
            columns=tuple(columns),
            is_open=True,
            sample=Frame(dict(columns), len(rows)),
            rescan=lambda: iter([batch]),
            zone=self.workspace.zone,
        )
        return MappingEngine(plan, file_name=kept[0].reject.file, now=clock.now()).map(batch)

    def _try_interactions(self, group: Sequence[KeptReject]) -> list[int]:
        """Deliver what the digest refused again: a kind or a dimension may be possible by now."""
        good: list[KeptReject] = []
        for kept in group:
            with suppress(UserError):
                decode_interaction(kept.reject.row.encode())
                good.append(kept)
        if good:
            body = b"[" + b",".join(kept.reject.row.encode() for kept in good) + b"]"
            self.spool.append([NewBatch(self.id, good[0].reject.source, "json", body, len(good))])
        return [kept.id for kept in good]


def _groups(rejects: Iterator[KeptReject]) -> Iterator[list[KeptReject]]:
    """Yield rejects that one mapping of one file refused, a bearable number at a time."""
    for _, same in groupby(rejects, key=lambda kept: (kept.reject.mapping, kept.reject.source, kept.reject.file)):
        group: list[KeptReject] = []
        for kept in same:
            group.append(kept)
            if len(group) >= ROWS_AT_ONCE:
                yield group
                group = []
        if group:
            yield group
