"""The command `demo`."""

import argparse
from datetime import UTC, datetime, timedelta

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError

DEFAULT_PEOPLE, DEFAULT_SEED = 20_000, 7


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--people", type=int, default=DEFAULT_PEOPLE, help=f"how many people to make up (default: {DEFAULT_PEOPLE})"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed gives another company")
    parser.add_argument("--until", metavar="DATE", help="the last day of its two years (default: today, up to now)")
    parser.add_argument("--reset", action="store_true", help="delete the demo company that is there and make it anew")
    parser.add_argument("--truth", action="store_true", help="print what causes what in it, by how much, and end")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.serve.demo.making import make_demo
    from rapport.serve.demo.stream import Plan

    if not 1 <= arguments.people <= 10_000_000:
        raise UserError("Give a number of people from 1 to 10000000.")
    made = make_demo(Plan(arguments.people, arguments.seed, _until(arguments.until)), context)
    print(made.company.workspace.name, made.interactions, f"{made.seconds:.1f} s", file=context.out)
    return 0


def _until(text: str | None) -> datetime:
    """Return the end of a day, or the last full hour of one that is not over."""
    from rapport.core.clock import now

    last_hour = now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    if text is None:
        return last_hour
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        raise UserError(f"{text!r} is not a day. Write it as 2026-01-31.") from error
    if day > last_hour:
        raise UserError(f"{text} has not come yet.")
    return min(day + timedelta(days=1), last_hour)


COMMANDS = (
    Command(
        key="demo",
        title="Make a company that does not exist, with two years of customers on every channel, to look around in",
        configure=configure,
        run=run,
        needs=Needs.DIGEST,
        examples=("rapport demo", "rapport demo --people 500", "rapport demo --reset", "rapport demo --truth --json"),
        workspace="demo",
    ),
)
