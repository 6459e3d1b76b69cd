"""Running one statement on a cursor, within a time limit."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa

from rapport.core.errors import BugError
from rapport.record.store.parameters import bind
from rapport.record.store.protocol import QueryTimeoutError, Rows


def answer(cursor: Any, sql: str, params: Mapping[str, object], timeout_s: float | None) -> Rows:  # Any: duckdb has no types
    """Return columns and rows; times that carry a zone become naive UTC."""
    with _limited(cursor, timeout_s):
        _execute(cursor, sql, params)
        columns = tuple(column[0] for column in cursor.description)
        zoned = [str(column[1]) == "TIMESTAMP WITH TIME ZONE" for column in cursor.description]
        rows = _fetch_zoned(cursor) if any(zoned) else cursor.fetchall()
    return Rows(columns, rows)


def answer_arrow(cursor: Any, sql: str, params: Mapping[str, object], timeout_s: float | None) -> pa.Table:
    """Return the answer as an Arrow table."""
    with _limited(cursor, timeout_s):
        _execute(cursor, sql, params)
        return cursor.to_arrow_table()


def _execute(cursor: Any, sql: str, params: Mapping[str, object]) -> None:
    statements = cursor.extract_statements(sql)
    if len(statements) != 1:
        raise BugError(f"A query is one statement; this is {len(statements)}.")
    needed = statements[0].named_parameters
    if missing := needed - set(params):
        raise BugError(f"The query names parameters that were not given: {', '.join(sorted(missing))}.")
    cursor.execute(statements[0], bind({name: params[name] for name in needed}))


def _fetch_zoned(cursor: Any) -> list[tuple[object, ...]]:
    # fetchall() of a time with zone needs pytz, which nothing else here does.
    table = cursor.to_arrow_table()
    columns = [[_without_zone(value) for value in column.to_pylist()] for column in table.columns]
    return list(zip(*columns, strict=True))


def _without_zone(value: object) -> object:
    is_zoned = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(UTC).replace(tzinfo=None) if is_zoned else value  # type: ignore[attr-defined]  # is_zoned says so


@contextmanager
def _limited(cursor: Any, timeout_s: float | None) -> Iterator[None]:
    if timeout_s is None:
        yield
        return
    timer = threading.Timer(timeout_s, cursor.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise QueryTimeoutError(timeout_s) from error
    finally:
        timer.cancel()
        timer.join()
