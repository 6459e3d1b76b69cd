"""Tells the person at the keyboard what went wrong: one line, and an exit code that programs can read."""

import json
import os
import traceback
from typing import TextIO

from rapport.core.errors import BugError, RapportError
from rapport.core.notice import on_one_line, said_by
from rapport.serve.invocation.explain import explain


class Stopped(RapportError):  # noqa: N818  # somebody stopped it: that is no error
    """Somebody pressed Ctrl-C."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("stopped. Nothing is lost; run the same command again to continue.")


def report(error: Exception, *, to: TextIO, with_traceback: bool | None = None, json_to: TextIO | None = None) -> int:
    """Write one line about an error; return the exit code.

    Parameters
    ----------
    with_traceback : add where it happened; by default when `RAPPORT_DEBUG` is set.
    json_to : where a program that asked for JSON looks for the answer: it gets the error as JSON, too.
    """
    if with_traceback is None:
        with_traceback = bool(os.environ.get("RAPPORT_DEBUG"))
    if with_traceback:
        to.write("".join(traceback.format_exception(error)))
    known = explain(error) or _unexpected(error)
    text = on_one_line(said_by(known))
    to.write(f"rapport: {text}\n")
    if json_to is not None:
        from rapport.core.written_notices import beside

        told = {"error": text, "exit_code": known.exit_code, **beside([text])}
        json_to.write(json.dumps(told, ensure_ascii=False) + "\n")
        json_to.flush()
    return known.exit_code


def _unexpected(error: Exception) -> BugError:
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:500]
    return BugError(f"unexpected error, please report it: {detail}. RAPPORT_DEBUG=1 shows where it happened.")
