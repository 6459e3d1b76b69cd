"""Asks the person at the terminal before a command does what cannot be undone."""

import sys

from rapport.core.errors import UserError
from rapport.serve.invocation.parser import Asked


def confirm(asked: Asked) -> None:
    """Ask what the command wants to be asked; raise UserError unless the answer is yes.

    A script, or whatever else has no terminal to answer at, has said what it wants: it is not asked.
    """
    question = asked.command.question(asked.arguments)
    if question is None or not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise UserError("Nothing was done.")
