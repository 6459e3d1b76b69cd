"""What ClickHouse's errors mean, and who must act."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError, ProgrammingError

from rapport.core.errors import NoRoomError, RetryableError, UserError
from rapport.core.notice import Notice
from rapport.record.store.protocol import QueryTimeoutError

_TIMEOUT = 159
_EXPLANATIONS: dict[int, Exception] = {
    164: UserError("ClickHouse lets this user only read. Give the user of STORE_URL the right to write."),
    193: UserError("ClickHouse refuses the password. Correct user and password in STORE_URL."),
    241: UserError(Notice("The question needs more memory than ClickHouse gives it. Ask for less at once, or raise its limit.")),
    243: NoRoomError("ClickHouse's disk is full. Nothing is lost; free some space and run it again."),
    497: UserError("ClickHouse denies this. Give the user of STORE_URL the right to create databases, to alter and to write."),
    516: UserError("ClickHouse refuses user or password. Correct them in STORE_URL."),
}


@contextmanager
def explained(timeout_s: float | None = None) -> Iterator[None]:
    """Turn an error of the server or the way to it into one that says what to do."""
    try:
        yield
    except (OperationalError, DatabaseError, ProgrammingError) as error:
        code = _code(error)
        if code == _TIMEOUT and timeout_s is not None:
            raise QueryTimeoutError(timeout_s) from error
        if code in _EXPLANATIONS:
            raise _EXPLANATIONS[code] from error
        if code is None and isinstance(error, OperationalError):
            raise RetryableError("ClickHouse does not answer. Start it, or correct host and port in STORE_URL.") from error
        raise


def _code(error: Exception) -> int | None:
    found = re.search(r"(?:Code: |code )(\d+)", str(error))
    return int(found[1]) if found else None
