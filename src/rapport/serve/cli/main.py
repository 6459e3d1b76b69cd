"""The entry point of the program `rapport`: parses, provides what the command needs, runs it, reports what went wrong."""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rapport.core.commands import Needs
from rapport.core.errors import RetryableError
from rapport.serve.invocation.public import Asked, Stopped, close_connections, confirm, leave_out_pandas, parse, report

PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line, by default that of the process; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test may have put something simpler there
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # see above
    if argv is None:  # the process is ours
        leave_out_pandas()
    line = sys.argv[1:] if argv is None else list(argv)
    json_to = sys.stdout if "--json" in line else None
    try:
        code = _run(line)
        sys.stdout.flush()
    except SystemExit as ending:  # argparse has shown the help or the version
        return int(ending.code or 0)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return report(Stopped(), to=sys.stderr, json_to=json_to)
    except BrokenPipeError:
        # Whoever read our output has seen enough. Without this, Python complains when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 (this is where every error ends: as one line and an exit code)
        return report(error, to=sys.stderr, json_to=json_to)
    finally:
        if argv is None:  # the process ends; otherwise the connections are the caller's
            close_connections()
    return code


def _run(argv: list[str]) -> int:
    asked = parse(argv, cwd=Path.cwd())
    os.environ["RAPPORT_HOME"] = str(asked.home.path)
    confirm(asked)
    if asked.command.needs is Needs.NOTHING:
        return asked.run_here()
    from rapport.serve.invocation.public import SETTINGS, WEB_SETTINGS, prepare

    prepare(asked.home, settings=WEB_SETTINGS if asked.command.needs is Needs.PAGES else SETTINGS)
    return _PROVIDERS[asked.command.needs](asked, argv)


def _with_database(asked: Asked, argv: list[str]) -> int:
    return asked.run_here()


def _with_digest(asked: Asked, argv: list[str]) -> int:
    from rapport.serve.worker.public import digesting

    def ask(line: Sequence[str]) -> str:
        return _answer([*_place_of(asked), *line])

    with digesting(asked.home, asked.workspace):
        return asked.run_here(ask=ask)


def _place_of(asked: Asked) -> list[str]:
    return ["--home", str(asked.home.path), "--workspace", asked.workspace]


def _answer(line: list[str]) -> str:
    """Run another command line where the store is, and return what it prints."""
    from rapport.serve.worker.public import run_where_the_store_is

    out, notes = io.StringIO(), io.StringIO()
    code = run_where_the_store_is(parse(line, cwd=Path.cwd()), line, out=out, progress=notes)
    if code:
        raise RetryableError(notes.getvalue().strip() or f"`rapport {' '.join(line)}` ended with code {code}.")
    return out.getvalue()


def _with_store(asked: Asked, argv: list[str]) -> int:
    from rapport.serve.worker.public import run_where_the_store_is

    return run_where_the_store_is(asked, argv)


_PROVIDERS = {Needs.DATABASE: _with_database, Needs.PAGES: _with_database, Needs.DIGEST: _with_digest, Needs.STORE: _with_store}

if __name__ == "__main__":
    sys.exit(main())
