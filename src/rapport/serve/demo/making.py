"""Makes the demo company in a home: its workspace, its stream, its mishaps, and what people wrote by hand."""

import time
from dataclasses import dataclass

import numpy as np

from rapport.core.commands import CommandContext
from rapport.core.errors import BugError
from rapport.serve.demo.boards import write_boards
from rapport.serve.demo.by_hand import write_by_hand
from rapport.serve.demo.calendar import Calendar
from rapport.serve.demo.company import SLUG, Company, Members, find_company, found_company, mark_complete, members_of
from rapport.serve.demo.delivery import Delivery
from rapport.serve.demo.happenings import annotate
from rapport.serve.demo.mishaps import import_till, press_terminals
from rapport.serve.demo.stream import Block, Plan, stream
from rapport.serve.demo.written_truth import written_truth
from rapport.spool.public import open_spool

_MISHAPS = 1_000_000_007
"""Names the chance of what goes wrong apart from that of the blocks."""


@dataclass(frozen=True, slots=True)
class Made:
    """The demo company as it stands now; `is_new` where this run has made it."""

    company: Company
    interactions: int
    seconds: float
    is_new: bool


def make_demo(plan: Plan, context: CommandContext, *, members: Members | None = None) -> Made:
    """Make the demo company, or go on with one whose making was interrupted; one that is complete stays as it is.

    Raises UserError where the workspace `demo` is not simulated.
    """
    began = time.monotonic()
    company = find_company()
    if company and company.simulation.is_complete:
        return Made(company, 0, 0.0, is_new=False)
    company = company or found_company(plan, members or {})
    plan, place = company.simulation.plan, context.home.workspace(SLUG)
    calendar, chance = Calendar(plan.until), np.random.default_rng([plan.seed, _MISHAPS])
    place.path.mkdir(parents=True, exist_ok=True)
    annotate(company.workspace, calendar)
    write_boards(company.workspace)
    with open_spool(place.spool) as spool, written_truth(place.path / "truth", calendar) as written:
        press_terminals(spool, calendar, chance)
        import_till(context, calendar, chance)
        delivery = Delivery(spool, context.progress, context.is_terminal, plan.people)
        first: Block | None = None
        for block in delivery.deliver(stream(plan)):
            written.write(block)
            first = first or block
    if first:
        context.progress.write("Writing notes and segments, merging people.\n")
        context.progress.flush()
        write_by_hand(company.workspace, context, first)
    mark_complete(company)
    return Made(company, delivery.total, time.monotonic() - began, is_new=True)


def unmake_demo(context: CommandContext) -> Members:
    """Delete the demo company with everything in it; return who could look into it, for the next one."""
    company = find_company()
    if company is None:
        return {}
    if context.ask is None:
        raise BugError("Whoever unmakes the demo company must be able to ask the process that holds its store.")
    members = members_of(company.workspace)
    # Not in its own workspace: nobody needs what waits in the spool that is going to be deleted.
    context.ask(["--workspace", "default", "delete-workspace", SLUG])
    return members
