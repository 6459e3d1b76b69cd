"""A plugin with commands for the tests: what the real ones do to the machinery, without their questions."""

import argparse
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError


def configure_say(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--exit", type=int, default=0)
    parser.add_argument("--fail", choices=("user", "unexpected", "disk"))
    parser.add_argument("--path", type=Path)
    parser.add_argument("--sleep", type=float, default=0)


def run_say(arguments: argparse.Namespace, context: CommandContext) -> int:
    for number in range(arguments.times):
        print(number, *arguments.words, file=context.out)
    print(context.workspace, context.as_json, context.is_terminal, context.width, arguments.path, file=context.out)
    context.progress.write("said\n")
    context.out.flush()
    time.sleep(arguments.sleep)
    if arguments.fail == "user":
        raise UserError("Write less.")
    if arguments.fail == "unexpected":
        raise ZeroDivisionError("nobody\nexpected this")
    if arguments.fail == "disk":
        raise OSError(28, "No space left on device")
    return int(arguments.exit)


def configure_count(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", action="store_true", help="say which process answers")


def run_count(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.record.store.public import current_store

    rows = current_store(context.workspace).query("SELECT count(*), count(DISTINCT id) FROM interactions").rows[0]
    print(*rows, *([os.getpid()] if arguments.who else []), file=context.out)
    return 0


def configure_fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("import_id")
    parser.add_argument("--batches", type=int, default=5)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0.0)


def run_fill(arguments: argparse.Namespace, context: CommandContext) -> int:
    """Append batches and wait until all are stored, as an import does."""
    from rapport.core.batch import to_batch, write_batch
    from rapport.core.interaction import Identifier, Interaction
    from rapport.spool.public import NewBatch, open_spool

    with open_spool(context.home.workspace(context.workspace).spool) as spool:
        for number in range(arguments.batches):
            interactions = [
                Interaction(
                    source_id=f"{arguments.import_id}-{number}-{row}",
                    kind="event_logged",
                    occurred_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=row),
                    touchpoint="probe",
                    identifiers=(Identifier(type="user_id", value=f"u{row % 50}"),),
                )
                for row in range(arguments.rows)
            ]
            body = write_batch(to_batch(interactions))
            spool.append([NewBatch(arguments.import_id, "probe", "arrow", body, arguments.rows)])
            context.progress.write(f"appended {number}\n")
            context.progress.flush()
            time.sleep(arguments.pause)
        while (totals := spool.results(arguments.import_id)).unfinished:
            time.sleep(0.02)
    print(totals.stored, totals.duplicate, file=context.out)
    return 0


COMMANDS = (
    Command(key="probe-say", title="Print", configure=configure_say, run=run_say, examples=("rapport probe-say a",)),
    Command(key="probe-count", title="Count", configure=configure_count, run=run_count, examples=("rapport probe-count",)),
    Command(
        key="probe-fill",
        title="Fill",
        configure=configure_fill,
        run=run_fill,
        needs=Needs.DIGEST,
        examples=("rapport probe-fill a",),
    ),
)
