"""The stream of the demo company: block by block of people, each with the whole of its two years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from rapport.serve.demo.answers import Answers
from rapport.serve.demo.calendar import Calendar
from rapport.serve.demo.columns import batches_by_source
from rapport.serve.demo.orders import Orders
from rapport.serve.demo.people import People, draw_people
from rapport.serve.demo.profiles import Profiles
from rapport.serve.demo.purchases import Purchases, Shopping
from rapport.serve.demo.service import Desk, draw_contacts, draw_reasons
from rapport.serve.demo.subscriptions import Subscriptions
from rapport.serve.demo.visits import Visits
from rapport.serve.demo.voices import Voices

PEOPLE_IN_A_BLOCK = 2_000
"""Some 100,000 rows: what a block takes in memory is what the whole takes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made up. The same plan gives the same stream, wherever and whenever it runs."""

    people: int
    seed: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """Some people and everything that they did, as one table for each source."""

    people: People
    purchases: Purchases
    tables: dict[str, pa.Table]

    @property
    def rows(self) -> int:
        return sum(table.num_rows for table in self.tables.values())


def stream(plan: Plan) -> Iterator[Block]:
    """Yield the company's stream."""
    calendar = Calendar(plan.until)
    for number, first in enumerate(range(0, plan.people, PEOPLE_IN_A_BLOCK)):
        yield _block(plan, calendar, number=number, first=first, count=min(PEOPLE_IN_A_BLOCK, plan.people - first))


def _block(plan: Plan, calendar: Calendar, *, number: int, first: int, count: int) -> Block:
    # Chance of its own for each part, so that changing one leaves the others as they were.
    who, buying, paying, asking, serving, desk, saying, looking, telling, speaking, selling = (
        np.random.default_rng([plan.seed, number, part]) for part in range(11)
    )
    people = draw_people(calendar, who, number=number, first=first, count=count)
    purchases = Shopping(people, calendar, buying).run()
    orders = purchases.checkouts.orders()
    sold = Orders(people, orders, selling)
    contracts = Subscriptions(people, orders, purchases.left_at, calendar, paying)
    reasons = draw_reasons(people, purchases, orders, contracts.renewals, calendar, asking)
    contacts = draw_contacts(people, reasons, calendar, serving)
    helpdesk = Desk(people, contacts, sold.ids, desk)
    answers = Answers(people, calendar, saying)
    parts = [
        *Profiles(people, orders, calendar, telling).parts(),
        *Visits(people, purchases, calendar, looking).parts(),
        *sold.parts(),
        *contracts.parts(),
        *helpdesk.parts(),
        *answers.about_orders(orders, sold),
        *answers.about_service(helpdesk.written, helpdesk.conversation_ids()),
        *Voices(people, orders, answers.expected_nps(orders), speaking).parts(),
    ]
    return Block(people, purchases, batches_by_source(parts, people, calendar))
