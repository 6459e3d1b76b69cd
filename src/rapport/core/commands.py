"""What a command of the `rapport` program is; packages register theirs in a module `commands.py`."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol, TextIO

from rapport.core.home import Home
from rapport.core.registry import Registry


class Needs(Enum):
    """What a command cannot run without; `serve/cli` provides it before the command runs."""

    NOTHING = "nothing"
    """Neither home nor database: `metrics`."""
    DATABASE = "database"
    """The home, migrated; the store stays untouched."""
    DIGEST = "digest"
    """The home, and somebody who digests the spool while the command runs: `import`."""
    PAGES = "pages"
    """The home, migrated, with all that pages and API load: `serve`. Starting takes a second longer."""
    STORE = "store"
    """The store open in this process. While another process owns it, the whole command runs there."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """What a command gets beside its arguments. It prints to `out` only, since it may run for another process."""

    home: Home
    workspace: str
    as_json: bool
    out: TextIO
    progress: TextIO
    """Where progress and notes go (standard error of whoever asked)."""
    is_terminal: bool
    width: int
    ask: Callable[[Sequence[str]], str] | None = None
    """Runs another command line where the store is, and returns what it prints. Only commands that need the digest have it:
    they hand over to the store and cannot look into it themselves."""


class Run(Protocol):
    """Runs the command; returns its exit code, or raises UserError."""

    def __call__(self, arguments: argparse.Namespace, context: CommandContext) -> int: ...


Question = Callable[[argparse.Namespace], str | None]
"""What to ask a person at a terminal before a command line runs; None when it can simply run."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Parameters
    ----------
    key : one word, as typed.
    title : one line for the list of commands.
    examples : full command lines, shown under ``--help`` and in the reference.
    question : what cannot be undone is asked about first, where a person sits at a terminal; a script means what it says.
    workspace : the one that it works in, whichever is asked for; None for the one that is asked for.
    configure : adds arguments to the parser. Must be cheap: it runs at every start; heavy imports belong in `run`.
    """

    key: str
    title: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Run
    needs: Needs = Needs.STORE
    examples: tuple[str, ...] = field(default=())
    question: Question = lambda arguments: None
    workspace: str | None = None


COMMANDS: Registry[Command] = Registry(
    "command", Command, attribute="COMMANDS", module_name="commands", entry_points="rapport.commands"
)
