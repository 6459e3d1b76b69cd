"""Tells the person at the keyboard what went wrong: one line, and an exit code that programs can read."""

import os
import traceback
from typing import TextIO

from rapport.core.errors import BugError
from rapport.serve.invocation.explain import explain


def report(error: Exception, *, to: TextIO, with_traceback: bool | None = None) -> int:
    """Write one line about an error; return the exit code.

    Parameters
    ----------
    with_traceback : add where it happened; by default when `RAPPORT_DEBUG` is set.
    """
    if with_traceback is None:
        with_traceback = bool(os.environ.get("RAPPORT_DEBUG"))
    if with_traceback:
        to.write("".join(traceback.format_exception(error)))
    known = explain(error)
    if known is None:
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        to.write(f"rapport: unexpected error, please report it: {detail}. RAPPORT_DEBUG=1 shows where it happened.\n")
        return BugError.exit_code
    to.write(f"rapport: {known}\n")
    return known.exit_code
