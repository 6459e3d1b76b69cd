"""Turns the errors of the machine (disk, database, memory) into what a person can do about them."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator

from rapport.core.errors import NoRoomError, PermanentError, RapportError, RetryableError, UserError
from rapport.core.home import current_home
from rapport.core.notice import Notice

DISK_FULL = Notice("The disk is full. Make room and run the same command again; what was reported as stored is safe.")
ROOM_TO_WRITE = 2**20
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)


def explain(error: BaseException) -> RapportError | None:
    """Return what to tell a person about an error; None when it is a mistake of ours."""
    if any(_is_failed_write(cause) for cause in _chain(error)) and _has_no_room():
        return NoRoomError(DISK_FULL)
    for cause in _chain(error):
        if (explanation := _explain_one(cause)) is not None:
            return explanation
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what caused it. Django wraps SQLite's errors, the store wraps the engine's."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_failed_write(error: BaseException) -> bool:
    """On a full disk, SQLite calls it an input/output error when it cannot make its small files."""
    return isinstance(error, sqlite3.OperationalError) and "disk I/O error" in str(error)


def _has_no_room() -> bool:
    try:
        return shutil.disk_usage(current_home().path).free < ROOM_TO_WRITE
    except OSError:
        return False


def _explain_one(error: BaseException) -> RapportError | None:
    if isinstance(error, RapportError):
        return error
    if isinstance(error, OSError):
        return _of_file(error)
    if isinstance(error, sqlite3.DatabaseError):
        return _of_sqlite(str(error))
    if isinstance(error, MemoryError):
        return UserError(Notice("There is not enough memory for this. Close other programs or use a machine with more memory."))
    # By name, so that saying what went wrong does not load the engines.
    package = type(error).__module__.split(".")[0]
    if package in ("duckdb", "_duckdb"):
        return _of_duckdb(type(error).__name__, str(error))
    if package == "psycopg" and type(error).__name__ == "OperationalError":
        return PermanentError(
            Notice("The operational database does not answer: %(why)s Check DATABASE_URL.", why=_one_line(error))
        )
    return None


def _of_file(error: OSError) -> RapportError | None:
    if error.errno in _FULL:
        return NoRoomError(DISK_FULL)
    name = error.filename if isinstance(error.filename, str) else ""
    if error.errno in _FORBIDDEN:
        return UserError(
            Notice(
                "%(path)s cannot be written to or read: %(why)s. Check who owns it.",
                path=name or str(current_home().path),
                why=str(error.strerror),
            )
        )
    if error.errno == errno.EMFILE:
        return UserError(Notice("Too many files are open. Raise the limit (ulimit -n) and run the same command again."))
    return None


def _of_sqlite(text: str) -> RapportError | None:
    home = str(current_home().path)
    if "disk is full" in text:
        return NoRoomError(DISK_FULL)
    if "readonly database" in text:
        return UserError(
            Notice("The home folder %(path)s cannot be written to. Check who owns it, or give another with --home.", path=home)
        )
    if "unable to open database file" in text:
        return UserError(
            Notice("The database in %(path)s cannot be opened. Check that the folder exists and who owns it.", path=home)
        )
    if "database is locked" in text:
        return RetryableError(
            Notice("Another process has kept the operational database busy for too long. Run the same command again.")
        )
    if "malformed" in text or "not a database" in text:
        return PermanentError(
            Notice(
                "A database in %(path)s is damaged. `rapport doctor` says which; `rapport restore` brings back a backup.",
                path=home,
            )
        )
    if "disk I/O error" in text:
        return PermanentError(
            Notice(
                "The disk under %(path)s does not read or write as it should. Check the disk, then run `rapport doctor`.",
                path=home,
            )
        )
    return None


def _of_duckdb(name: str, text: str) -> RapportError | None:
    lowered = text.lower()
    if "no space left" in lowered or "disk quota" in lowered or "max_temp_directory_size" in lowered:
        return NoRoomError(DISK_FULL)
    if name == "OutOfMemoryException":
        return UserError(
            Notice("The store needs more memory than it may use. Set RAPPORT_MEMORY_LIMIT higher, or ask for less at once.")
        )
    if name == "IOException" and ("read-only" in lowered or "permission denied" in lowered):
        return UserError(Notice("The store in %(path)s cannot be written to. Check who owns it.", path=str(current_home().path)))
    if name == "IOException" and "conflicting lock" in lowered:
        return UserError(Notice("Another program has the store open. Close it and run the same command again."))
    return None


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."
