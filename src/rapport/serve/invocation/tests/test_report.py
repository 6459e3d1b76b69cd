import errno
import io
import json
import sqlite3

import duckdb
import pytest
from django.db import utils

from rapport.core.errors import BugError, PermanentError, RetryableError, UserError
from rapport.core.home import Home
from rapport.core.notice import Notice
from rapport.serve.invocation.explain import DISK_FULL
from rapport.serve.invocation.report import report


def test_a_program_that_wants_json_gets_the_error_as_json() -> None:
    out, json_out = io.StringIO(), io.StringIO()

    report(UserError("Name it\nin the mapping."), to=out, json_to=json_out)

    assert out.getvalue() == "rapport: Name it in the mapping.\n"
    assert json.loads(json_out.getvalue()) == {"error": "Name it in the mapping.", "exit_code": 2}


def test_beside_a_sentence_with_parts_json_has_the_parts() -> None:
    out, json_out = io.StringIO(), io.StringIO()

    report(UserError(Notice("Name\n%(what)s.", what="it")), to=out, json_to=json_out)

    assert json.loads(json_out.getvalue()) == {
        "error": "Name it.",
        "exit_code": 2,
        "notices": {"Name it.": {"text": "Name\n%(what)s.", "parts": {"what": "it"}}},
    }


def _told(error: Exception) -> tuple[str, int]:
    out = io.StringIO()
    code = report(error, to=out, with_traceback=False)
    return out.getvalue(), code


@pytest.mark.parametrize(
    ("error", "code"),
    [(UserError("Do it."), 2), (PermanentError("Do it."), 1), (RetryableError("Do it."), 75), (BugError("Do it."), 70)],
)
def test_an_error_of_ours_is_shown_as_it_is_and_says_who_must_act(error: Exception, code: int) -> None:
    assert _told(error) == ("rapport: Do it.\n", code)


def test_an_unexpected_error_is_one_line_that_says_how_to_learn_more() -> None:
    text, code = _told(ValueError("two\nlines"))

    assert code == 70
    assert (
        text == "rapport: unexpected error, please report it: ValueError: two lines. RAPPORT_DEBUG=1 shows where it happened.\n"
    )


def test_a_traceback_comes_when_asked_for() -> None:
    out = io.StringIO()
    try:
        raise ValueError("here")
    except ValueError as error:
        report(error, to=out, with_traceback=True)

    assert "test_a_traceback_comes_when_asked_for" in out.getvalue()
    assert out.getvalue().splitlines()[-1].startswith("rapport: ")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
        duckdb.IOException('IO Error: Could not write file "store.duckdb": No space left on device'),
    ],
)
def test_a_full_disk_is_told_the_same_way_wherever_it_is_met(error: Exception) -> None:
    assert _told(error) == (f"rapport: {DISK_FULL}\n", 2)


def test_the_cause_that_django_wraps_is_found() -> None:
    wrapped = utils.OperationalError("wrapped")
    wrapped.__cause__ = sqlite3.OperationalError("database or disk is full")

    assert _told(wrapped)[0] == f"rapport: {DISK_FULL}\n"


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written to", 2),
        (sqlite3.OperationalError("unable to open database file"), "cannot be opened", 2),
        (sqlite3.OperationalError("database is locked"), "busy for too long", 75),
        (sqlite3.DatabaseError("database disk image is malformed"), "rapport restore", 1),
        (sqlite3.DatabaseError("file is not a database"), "damaged", 1),
        (sqlite3.OperationalError("disk I/O error"), "Check the disk", 1),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "/x/y cannot be written to or read", 2),
        (OSError(errno.EROFS, "Read-only file system", "/x"), "Read-only file system", 2),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n", 2),
        (MemoryError(), "not enough memory", 2),
        (duckdb.OutOfMemoryException("failed to pin block"), "RAPPORT_MEMORY_LIMIT", 2),
        (duckdb.IOException("Could not set lock on file: Conflicting lock is held"), "Another program has the store open", 2),
    ],
)
def test_what_the_machine_says_becomes_what_to_do(home: Home, error: Exception, words: str, code: int) -> None:
    text, exit_code = _told(error)

    assert words in text
    assert text.count("\n") == 1
    assert exit_code == code


@pytest.mark.parametrize("error", [sqlite3.OperationalError("no such column: x"), duckdb.BinderException("no"), KeyError("x")])
def test_a_mistake_of_ours_is_not_blamed_on_the_machine(error: Exception) -> None:
    assert _told(error)[1] == 70
