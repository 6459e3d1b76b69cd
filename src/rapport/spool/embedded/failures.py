"""What SQLite says, told to the one who must act."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapport.core.errors import NoRoomError, PermanentError, RapportError, RetryableError, UserError
from rapport.core.notice import Notice


@contextmanager
def told_by_who_must_act(path: Path) -> Iterator[None]:
    """Turn errors of SQLite on `path` into those of the house."""
    try:
        yield
    except sqlite3.Error as error:
        told = _tell(path, getattr(error, "sqlite_errorname", ""), str(error))
        if told is None:
            raise
        raise told from error


def _tell(path: Path, code: str, said: str) -> RapportError | None:
    if code.startswith("SQLITE_FULL"):
        return NoRoomError(
            Notice(
                "The disk that holds %(path)s is full. Free some space and do the same again: nothing that was "
                "acknowledged is lost, and nothing will be stored twice.",
                path=str(path),
            )
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return UserError(
            Notice(
                "%(path)s cannot be written to (%(why)s). Allow writing to its folder, or give another home with --home.",
                path=str(path),
                why=said,
            )
        )
    if code.startswith("SQLITE_TOOBIG"):
        return UserError(Notice("A batch is larger than one gigabyte. Send it in smaller parts."))
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return RetryableError(Notice("Other processes keep %(path)s busy. Try again in a moment.", path=str(path)))
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")):
        return PermanentError(
            Notice(
                "%(path)s is damaged (%(why)s). Stop Rapport and restore it from a backup with `rapport restore`. Without "
                "one, move the file away and run the imports again: the store is not touched, and nothing is stored twice.",
                path=str(path),
                why=said,
            )
        )
    if code.startswith("SQLITE_IOERR"):
        return PermanentError(
            Notice(
                "The disk that holds %(path)s does not work as it should (%(code)s). What was acknowledged is kept.",
                path=str(path),
                code=code,
            )
        )
    return None
