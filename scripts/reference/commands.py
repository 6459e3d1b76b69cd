"""The commands, as their own help says them."""

import argparse
from collections.abc import Iterator

from reference.markdown import block, table


def commands() -> Iterator[str]:
    from rapport.serve.invocation.public import build_parser

    yield "# Commands\n"
    yield "The options of every command stand before or after it. With `--json` a command prints for programs.\n"
    yield "A command that did what was asked ends with 0. Others end with one clear line on standard error (with `--json`, also "
    yield 'with `{"error": …, "exit_code": …}` on standard output), and with:\n'
    yield from table(("exit code", "who must act"), _exit_codes())
    parser = build_parser()
    yield _help("rapport", parser)
    for name, child in _children(parser):
        yield f"## rapport {name}\n"
        yield _help(f"rapport {name}", child)
        for grandname, grandchild in _children(child):
            yield f"### rapport {name} {grandname}\n"
            yield _help(f"rapport {name} {grandname}", grandchild)


def _exit_codes() -> Iterator[tuple[str, str]]:
    from rapport.core import errors
    from rapport.serve.invocation.public import Stopped

    for error in (errors.UserError, errors.PermanentError, errors.RetryableError, errors.BugError):
        yield str(error.exit_code), str(error.__doc__)
    yield str(Stopped.exit_code), "It was stopped with Ctrl-C. Nothing is lost; the same command goes on."


def _children(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # argparse offers no other way to list its commands
        if isinstance(action, argparse._SubParsersAction):
            yield from sorted(action.choices.items())


def _help(name: str, parser: argparse.ArgumentParser) -> str:
    parser.prog = name
    return block(parser.format_help(), "text")
