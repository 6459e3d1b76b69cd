"""Reads a command line: which command, its arguments, and the options that every command has."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TextIO

from rapport import __version__
from rapport.core.commands import COMMANDS, Command, CommandContext
from rapport.core.errors import UserError
from rapport.core.home import Home, current_home
from rapport.serve.invocation.help import ArgumentsHelp, describe_commands, describe_examples, sentence

WIDTH_WITHOUT_TERMINAL = 100
EVERYWHERE = "options of every command"


@dataclass(frozen=True, slots=True)
class Asked:
    """A command line that was understood."""

    command: Command
    arguments: argparse.Namespace
    home: Home
    workspace: str
    as_json: bool

    def run_here(self, *, ask: Callable[[Sequence[str]], str] | None = None) -> int:
        """Run the command in this process, on its standard streams; `ask` runs another one where the store is."""
        is_terminal = sys.stdout.isatty()
        width = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns
        return self.run(out=sys.stdout, progress=sys.stderr, is_terminal=is_terminal, width=width, ask=ask)

    def run(
        self,
        *,
        out: TextIO,
        progress: TextIO,
        is_terminal: bool,
        width: int,
        ask: Callable[[Sequence[str]], str] | None = None,
    ) -> int:
        context = CommandContext(
            home=self.home,
            workspace=self.workspace,
            as_json=self.as_json,
            out=out,
            progress=progress,
            is_terminal=is_terminal,
            width=width,
            ask=ask,
        )
        return self.command.run(self.arguments, context)


class Parser(argparse.ArgumentParser):
    """A parser whose options for every command stand before and after the command, however deep its own commands nest."""

    def __init__(self, **options: Any) -> None:  # Any: passed on as they are
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=ArgumentsHelp, **options)
        self._positionals.title = "arguments"
        everywhere = self.add_argument_group(EVERYWHERE)
        # No defaults: an inner parser would overwrite with its default what was given before the command.
        everywhere.add_argument(
            "--home", dest="global_home", metavar="FOLDER", default=argparse.SUPPRESS, help="where everything lies"
        )
        everywhere.add_argument(
            "--workspace", dest="global_workspace", metavar="NAME", default=argparse.SUPPRESS, help="the workspace to work in"
        )
        everywhere.add_argument(
            "--json", dest="global_json", action="store_true", default=argparse.SUPPRESS, help="print JSON for programs"
        )
        everywhere.add_argument("--version", action="version", version=f"rapport {__version__}", help="print the version")
        everywhere.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help="show this help")

    def format_help(self) -> str:
        self._action_groups.sort(key=lambda group: group.title == EVERYWHERE)  # a command's own come first
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].lower()}{message[1:]}. `{self.prog} --help` shows how it is used.")


class ProgramParser(Parser):
    """The outermost parser; its help lists the commands by what they are for."""

    def format_help(self) -> str:
        return describe_commands(COMMANDS.values())


def build_parser() -> Parser:
    """Return the parser of all commands."""
    parser = ProgramParser(prog="rapport")
    commands = parser.add_subparsers(dest="global_command", metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS.values():
        title = sentence(command.title)
        inner = commands.add_parser(command.key, help=title, description=title, epilog=describe_examples(command.examples))
        command.configure(inner)
    return parser


def parse(argv: Sequence[str], *, cwd: Path) -> Asked:
    """Understand a command line; raise UserError that says what is wrong with it.

    Paths among the arguments are made absolute from `cwd`, since the command may run in another process.
    """
    if not argv:
        argv = ["--help"]
    arguments = build_parser().parse_args(argv)
    given = vars(arguments)
    home = Path(given.get("global_home") or current_home().path).expanduser()
    for name, value in given.items():
        setattr(arguments, name, _absolute(value, cwd))
    command = COMMANDS[arguments.global_command]
    return Asked(
        command=command,
        arguments=arguments,
        home=Home((cwd / home).resolve()),
        workspace=command.workspace or given.get("global_workspace") or os.environ.get("RAPPORT_WORKSPACE") or "default",
        as_json=given.get("global_json", False),
    )


def _absolute(value: object, cwd: Path) -> object:
    if isinstance(value, Path):
        return cwd / value.expanduser()
    if isinstance(value, list):
        return [_absolute(item, cwd) for item in value]
    return value
