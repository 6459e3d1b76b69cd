"""The store of a workspace in one ClickHouse database."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX
from rapport.core.errors import RetryableError
from rapport.record.store.clickhouse.append import copy_moved, drop_replaced, insert_batches, stored_before
from rapport.record.store.clickhouse.connection import Address, connect
from rapport.record.store.clickhouse.deletion import delete_old
from rapport.record.store.clickhouse.erase import erase
from rapport.record.store.clickhouse.failures import explained
from rapport.record.store.clickhouse.groups import Groups
from rapport.record.store.clickhouse.placeholders import rewrite
from rapport.record.store.clickhouse.rewrite import drop_unfinished
from rapport.record.store.clickhouse.rewrite import rewrite as rewrite_tables
from rapport.record.store.clickhouse.tables import column_names, prepare_tables
from rapport.record.store.consistency import check_consistency
from rapport.record.store.dialect import ClickHouseDialect, Dialect
from rapport.record.store.gate import Gate
from rapport.record.store.protocol import (
    AppendGroup,
    AppendResult,
    Consistency,
    ErasedCounts,
    Move,
    Rows,
)
from rapport.record.store.querying import QueryingStore


class ClickHouseStore(QueryingStore):
    """See `Store`. One process writes to a database at a time; that is the owner of the home."""

    def __init__(self, address: Address, *, secret: bytes) -> None:
        self._secret = secret
        self._gate = Gate()
        self._write_lock = threading.Lock()
        self._client: Any = connect(address)  # Any: clickhouse_connect is an extra
        with explained():
            prepare_tables(self._client)
            drop_unfinished(self._client)
            self._groups = Groups(self._client)
            self._groups.remove_unfinished()
        self._must_recover = False

    @property
    def dialect(self) -> Dialect:
        return ClickHouseDialect()

    def append(self, group: AppendGroup) -> list[AppendResult]:
        with self._writing() as client:
            results = stored_before(client, group.batches)
            new = [batch for batch in group.batches if batch.seq not in results]
            group_no = self._groups.last + 1
            if new:
                results |= {result.seq: result for result in insert_batches(client, new, group_no=group_no)}
            self._groups.commit(group_no, moves_seq=0 if group.moves else group.moves_seq)
            if group.moves:
                self._move(group.moves, group.moves_seq)
        return [results[batch.seq] for batch in group.batches]

    def applied(self) -> int:
        return self._number("SELECT max(seq) FROM applied")

    def moves_seq(self) -> int:
        return self._number("SELECT max(moves_seq) FROM groups")

    def apply_moves(self, moves: Sequence[Move], *, moves_seq: int) -> int:
        with self._writing():
            return self._move(moves, moves_seq)

    def query(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> Rows:
        with self._reading(timeout_s) as client:
            text, values = rewrite(sql, params)
            result = client.query(text, parameters=values, settings=_limit(timeout_s))
            # An answer without rows comes without columns as well.
            columns = result.column_names or [row[0] for row in client.query(f"DESCRIBE ({text})", parameters=values).result_rows]
        return Rows(tuple(columns), [tuple(row) for row in result.result_rows])

    def query_arrow(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> pa.Table:
        with self._reading(timeout_s) as client:
            text, values = rewrite(sql, params)
            return _without_zones(client.query_arrow(text, parameters=values, settings=_limit(timeout_s)))

    def dimensions(self) -> tuple[str, ...]:
        with self._reading() as client:
            return tuple(name for name in column_names(client, "interactions") if name.startswith(DIMENSION_PREFIX))

    def erase_person(self, person_id: int, *, needles: Sequence[str]) -> ErasedCounts:
        with self._writing() as client:
            return erase(client, person_id, needles, secret=self._secret)

    def delete_before(self, moment: datetime, *, kinds: Sequence[str]) -> int:
        with self._writing() as client:
            return delete_old(client, kinds, moment)

    def check(self) -> Consistency:
        return check_consistency(self.query)

    def copy_to(self, path: Path) -> bool:
        """Copy nothing: the server makes backups of its databases."""
        return False

    def compact(self) -> None:
        with self._writing() as client:
            rewrite_tables(client)

    def maybe_recluster(self) -> bool:
        """Do nothing: ClickHouse merges its sorted parts by itself."""
        return False

    def close(self) -> None:
        with self._write_lock, self._gate.closed():
            if self._client is not None:
                self._client.close()
            self._client = None

    def _move(self, moves: Sequence[Move], moves_seq: int) -> int:
        # Rows of a moved key stand twice until the old ones are deleted, so nobody may look meanwhile.
        group_no = self._groups.last + 1
        with self._gate.closed():
            changed = copy_moved(self._client, moves, group_no=group_no)
            self._groups.commit(group_no, moves_seq=moves_seq)
            if changed:
                drop_replaced(self._client, group_no=group_no)
        return changed

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._write_lock, explained():
            client = self._opened()
            if self._must_recover:
                self._groups = Groups(client)
                self._groups.remove_unfinished()
            self._must_recover = True
            yield client
            self._must_recover = False

    @contextmanager
    def _reading(self, timeout_s: float | None = None) -> Iterator[Any]:
        with self._gate.entered(), explained(timeout_s):
            yield self._opened()

    def _opened(self) -> Any:
        if self._client is None:
            raise RetryableError("The store has been closed.")
        return self._client

    def _number(self, sql: str) -> int:
        number: int = self.query(sql).rows[0][0]  # type: ignore[assignment]  # one integer, says the query
        return number


def _limit(timeout_s: float | None) -> dict[str, float]:
    return {} if timeout_s is None else {"max_execution_time": timeout_s}


def _without_zones(table: pa.Table) -> pa.Table:
    fields = [field.with_type(pa.timestamp("us")) if pa.types.is_timestamp(field.type) else field for field in table.schema]
    return table.cast(pa.schema(fields))
