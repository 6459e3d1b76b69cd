"""The command `demo`."""

import argparse
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError
from rapport.core.printing import print_json

if TYPE_CHECKING:
    from rapport.serve.demo.making import Made
    from rapport.serve.demo.stream import Plan

DEFAULT_PEOPLE, DEFAULT_SEED = 20_000, 7
MOST_PEOPLE = 10_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--people", type=int, default=DEFAULT_PEOPLE, help=f"how many people to make up (default: {DEFAULT_PEOPLE})"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed gives another company")
    parser.add_argument("--until", metavar="DATE", help="the last day of its two years (default: today, up to now)")
    parser.add_argument("--reset", action="store_true", help="delete the demo company that is there and make it anew")
    parser.add_argument("--truth", action="store_true", help="print what causes what in it, by how much, and end")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.serve.demo.making import make_demo, unmake_demo
    from rapport.serve.demo.stream import Plan

    if not 1 <= arguments.people <= MOST_PEOPLE:
        raise UserError(f"Give a number of people from 1 to {MOST_PEOPLE}.")
    plan = Plan(arguments.people, arguments.seed, _until(arguments.until))
    if arguments.truth:
        return _tell_truth(plan, context)
    members = unmake_demo(context) if arguments.reset else {}
    made = make_demo(plan, context, members=members)
    return _print_json(made, context) if context.as_json else _print(made, context)


def _tell_truth(plan: "Plan", context: CommandContext) -> int:
    """Tell of the company that is there, or else of the one that would be made."""
    from rapport.serve.demo.company import find_company
    from rapport.serve.demo.telling import truth_document, truth_lines

    company = find_company()
    plan = company.simulation.plan if company else plan
    if context.as_json:
        print_json(truth_document(plan), context)
        return 0
    for line in truth_lines(plan):
        print(line, file=context.out)
    return 0


def _print(made: "Made", context: CommandContext) -> int:
    plan, name = made.company.simulation.plan, made.company.workspace.name
    if made.is_new:
        lines = [f"{name}: {plan.people:,} people and {made.interactions:,} interactions, made in {made.seconds:.0f} s."]
    else:
        lines = [f"{name} is there already: {plan.people:,} people until {plan.until:%Y-%m-%d}. --reset makes it anew."]
    lines += [
        "Look around: rapport serve",
        "Or ask: rapport ask nps --every month --workspace demo",
        "What is true in it: rapport demo --truth",
    ]
    for line in lines:
        print(line, file=context.out)
    return 0


def _print_json(made: "Made", context: CommandContext) -> int:
    plan = made.company.simulation.plan
    document = {
        "workspace": made.company.workspace.slug,
        "is_new": made.is_new,
        "people": plan.people,
        "seed": plan.seed,
        "until": f"{plan.until:%Y-%m-%dT%H:%M:%SZ}",
        "interactions": made.interactions,
        "seconds": round(made.seconds, 1),
    }
    print_json(document, context)
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
        question=lambda arguments: "Delete the demo company and make it anew?" if arguments.reset else None,
        examples=("rapport demo", "rapport demo --people 500", "rapport demo --reset", "rapport demo --truth --json"),
        workspace="demo",
    ),
)
