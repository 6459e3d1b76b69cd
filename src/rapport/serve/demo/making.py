"""Makes the demo company in a home: its workspace, its stream, and what people would have written by hand."""

import time
from dataclasses import dataclass

from rapport.core.commands import CommandContext
from rapport.serve.demo.calendar import Calendar
from rapport.serve.demo.company import SLUG, Company, find_company, found_company, mark_complete
from rapport.serve.demo.delivery import Delivery
from rapport.serve.demo.stream import Plan, stream
from rapport.serve.demo.written_truth import written_truth
from rapport.spool.public import open_spool


@dataclass(frozen=True, slots=True)
class Made:
    """The demo company as it stands now; `is_new` where this run has made it."""

    company: Company
    interactions: int
    seconds: float
    is_new: bool


def make_demo(plan: Plan, context: CommandContext) -> Made:
    """Make the demo company, or go on with one whose making was interrupted; one that is complete stays as it is."""
    began = time.monotonic()
    company = find_company()
    if company and company.simulation.is_complete:
        return Made(company, 0, 0.0, is_new=False)
    company = company or found_company(plan)
    place = context.home.workspace(SLUG)
    place.path.mkdir(parents=True, exist_ok=True)
    plan = company.simulation.plan
    with open_spool(place.spool) as spool, written_truth(place.path / "truth", Calendar(plan.until)) as written:
        delivery = Delivery(spool, context.progress, context.is_terminal, plan.people)
        for block in delivery.deliver(stream(plan)):
            written.write(block)
    mark_complete(company)
    return Made(company, delivery.total, time.monotonic() - began, is_new=True)
