"""What DuckDB's errors mean, and who must act."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from rapport.core.errors import NoRoomError, PermanentError, RetryableError, UserError
from rapport.core.notice import Notice


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of the engine or the disk into one that says what to do."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if (explanation := explain(error, path)) is not error:
            raise explanation from error
        raise


def explain(error: Exception, path: Path) -> Exception:
    """Return the error to raise instead, or the same one where it is a mistake in a query."""
    message = str(error)
    if holder := re.search(r"Conflicting lock is held in (.*?)\.? See also", message, re.DOTALL):
        return UserError(f"Another process uses {path.name}: {holder[1]}. Stop it, or send the command through it.")
    if _is_disk_full(error, message):
        return NoRoomError(
            Notice(
                "The disk is full: %(folder)s takes no more data. Nothing is lost; free some space and run it again.",
                folder=str(path.parent),
            )
        )
    if _is_read_only(error, message):
        return UserError(
            f"{path} cannot be written to. Give this user the right to write there, or choose another home with --home."
        )
    if _is_damaged(error, message):
        return PermanentError(
            f"{path} is damaged or no store file. Put back a backup with `rapport restore`. ({message.splitlines()[0]})"
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return UserError(
            Notice(
                "The question needs more memory than it may use. Ask for less at once.", terminal="Or raise RAPPORT_MEMORY_LIMIT."
            )
        )
    if isinstance(error, duckdb.InterruptException):
        return RetryableError(Notice("The work was interrupted, because the store is being closed."))
    return error


def is_fatal(error: BaseException) -> bool:
    """Return whether the engine refuses further work until the file is opened again."""
    return isinstance(error, duckdb.FatalException) or "database has been invalidated" in str(error)


def _is_disk_full(error: Exception, message: str) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return any(
        text in message
        for text in ("No space left on device", "File too large", "Disk quota exceeded", "max_temp_directory_size")
    )


def _is_read_only(error: Exception, message: str) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
    return any(
        text in message for text in ("Read-only file system", "Permission denied", "read-only mode", "Operation not permitted")
    )


def _is_damaged(error: Exception, message: str) -> bool:
    if isinstance(error, duckdb.SerializationException):
        return True
    signs = (
        "not a valid DuckDB database",
        "Corrupt database",
        "corrupt",
        "checksum",
        "Could not read enough bytes",
        "newer version of DuckDB",
    )
    return isinstance(error, duckdb.IOException | duckdb.InternalException | duckdb.FatalException) and any(
        s in message for s in signs
    )
