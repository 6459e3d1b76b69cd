"""Runs commands in the process of a test, and keeps what they print."""

import argparse
import io

from rapport.core.commands import Command, CommandContext
from rapport.core.home import Home, current_home


def run_command(
    command: Command,
    *words: str,
    home: Home | None = None,
    workspace: str = "alice",
    as_json: bool = False,
    is_terminal: bool = False,
) -> str:
    """Run a command in a workspace, with the words behind its name; return what it printed once it has ended well."""
    parser = argparse.ArgumentParser(prog="rapport")
    command.configure(parser)
    out, progress = io.StringIO(), io.StringIO()
    context = CommandContext(home or current_home(), workspace, as_json, out, progress, is_terminal=is_terminal, width=120)
    assert command.run(parser.parse_args(words), context) == 0
    return out.getvalue()
