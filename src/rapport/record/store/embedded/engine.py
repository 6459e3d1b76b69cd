"""The store of a workspace in one DuckDB file."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.consistency import check_consistency
from rapport.record.store.dialect import Dialect, DuckDBDialect
from rapport.record.store.embedded.answer import answer, answer_arrow
from rapport.record.store.embedded.append import append_group, move_rows
from rapport.record.store.embedded.clustering import recluster
from rapport.record.store.embedded.copying import copy_file
from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.deletion import delete_old
from rapport.record.store.embedded.erase import erase
from rapport.record.store.embedded.rewrite import rewrite
from rapport.record.store.embedded.tables import column_names
from rapport.record.store.protocol import (
    AppendGroup,
    AppendResult,
    Consistency,
    ErasedCounts,
    Move,
    Rows,
)
from rapport.record.store.querying import QueryingStore


class DuckDBStore(QueryingStore):
    """See `Store`. `path` None keeps everything in memory."""

    def __init__(self, path: Path | None, *, secret: bytes) -> None:
        self._secret = secret
        self._database = Database(path)
        self._numbers: dict[str, tuple[int, int]] = {}

    @property
    def dialect(self) -> Dialect:
        return DuckDBDialect()

    def append(self, group: AppendGroup) -> list[AppendResult]:
        with self._database.writing() as con:
            return append_group(con, group)

    def applied(self) -> int:
        return self._number("SELECT coalesce(max(seq), 0) FROM applied")

    def moves_seq(self) -> int:
        return self._number("SELECT value FROM state WHERE name = 'moves_seq'")

    def apply_moves(self, moves: Sequence[Move], *, moves_seq: int) -> int:
        with self._database.writing() as con:
            changed = move_rows(con, moves)
            append_group(con, AppendGroup(moves_seq=moves_seq))
        return changed

    def query(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> Rows:
        with self._database.reading() as cursor:
            return answer(cursor, sql, params, timeout_s)

    def query_arrow(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> pa.Table:
        with self._database.reading() as cursor:
            return answer_arrow(cursor, sql, params, timeout_s)

    def dimensions(self) -> tuple[str, ...]:
        with self._database.reading() as cursor:
            return tuple(name for name in column_names(cursor, "interactions") if name.startswith(DIMENSION_PREFIX))

    def erase_person(self, person_id: int, *, needles: Sequence[str]) -> ErasedCounts:
        with self._database.writing() as con:
            return erase(con, person_id, needles, secret=self._secret)

    def delete_before(self, moment: datetime, *, kinds: Sequence[str]) -> int:
        with self._database.writing() as con:
            return delete_old(con, kinds, moment.astimezone(UTC).replace(tzinfo=None))

    def check(self) -> Consistency:
        return check_consistency(self.query)

    def copy_to(self, path: Path) -> bool:
        return copy_file(self._database, path)

    def compact(self) -> None:
        rewrite(self._database)

    def maybe_recluster(self) -> bool:
        return recluster(self._database)

    def close(self) -> None:
        self._database.close()

    def _number(self, sql: str) -> int:
        """Ask for one number of the store's own accounts; pages do so for every figure, so it is kept until the next write."""
        writes = self._database.writes()
        known = self._numbers.get(sql)
        if known is None or known[0] != writes:
            known = self._numbers[sql] = (writes, int(str(self.query(sql).rows[0][0])))
        return known[1]
