"""A small company that does not exist: what its customers did and said in two years, from a seed.

The truth it is made from: a late delivery costs 3 points on the 0–10 recommendation question and makes a contact five times
as likely; half-way through, the warehouse was mended, and late deliveries fell from 24 % to 8 %. Everything that Rapport
finds in these files can be held against that.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

CUSTOMERS = 3_000
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 731
MENDED_ON = FIRST_DAY + timedelta(days=365)
LATE_BEFORE, LATE_AFTER = 0.24, 0.08
LATE_COSTS_POINTS = 3.0
CONTACT_ON_TIME, CONTACT_LATE = 0.05, 0.25
ANSWER_SHARE = 0.3
COUNTRIES = ("LT", "DE", "ES", "TW", "TH", "GB")
SHARES = (0.3, 0.2, 0.15, 0.1, 0.1, 0.15)

WORDS = {
    "LT": ("Greitas pristatymas, ačiū!", "Siunta labai vėlavo."),
    "DE": ("Alles pünktlich und freundlich.", "Die Lieferung kam viel zu spät."),
    "ES": ("Muy buena atención.", "El pedido llegó muy tarde."),
    "TW": ("出貨很快，服務親切。", "等了很久才收到包裹。"),
    "TH": ("ส่งเร็วมาก ประทับใจ", "ของมาช้ามาก"),
    "GB": ("Quick and kind.", "My parcel was very late."),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One order, and what came of it."""

    number: int
    customer: int
    placed_at: datetime
    amount: float
    is_late: bool


class Company:
    """The company of one seed."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = np.random.default_rng(seed)
        self._countries = self._chance.choice(COUNTRIES, CUSTOMERS, p=SHARES)
        self._temper = self._chance.normal(8.6, 1.3, CUSTOMERS)
        self._orders = list(self._make_orders())

    def write(self, folder: Path) -> list[Path]:
        """Write `orders.csv`, `tickets.csv` and `survey.csv`; return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        tables = {
            "orders": (("order_id", "ordered_at", "email", "country", "amount", "currency"), self._order_rows()),
            "tickets": (("ticket", "at", "activity", "email", "agent", "subject"), self._ticket_rows()),
            "survey": (("response_id", "answered_at", "email", "recommend", "comment", "country"), self._survey_rows()),
        }
        return [_write_csv(folder / f"{name}.csv", header, rows) for name, (header, rows) in tables.items()]

    def _make_orders(self) -> Iterator[Order]:
        orders_each = self._chance.geometric(0.35, CUSTOMERS)
        owners = self._chance.permutation(np.repeat(np.arange(CUSTOMERS), orders_each))
        days = np.sort(self._chance.uniform(0, DAYS - 7, len(owners)))
        amounts = np.round(self._chance.lognormal(3.7, 0.6, len(owners)), 2)
        lateness = self._chance.random(len(owners))
        for number, (owner, day, amount, chance) in enumerate(zip(owners, days, amounts, lateness), start=1):
            placed_at = FIRST_DAY + timedelta(days=float(day))
            share_late = LATE_BEFORE if placed_at < MENDED_ON else LATE_AFTER
            yield Order(number, int(owner), placed_at, float(amount), bool(chance < share_late))

    def _order_rows(self) -> Iterator[tuple[object, ...]]:
        for order in self._orders:
            email, country = self._email(order.customer), self._countries[order.customer]
            yield f"O-{order.number:05}", _stamp(order.placed_at), email, country, f"{order.amount:.2f}", "EUR"

    def _ticket_rows(self) -> Iterator[tuple[object, ...]]:
        for order in self._orders:
            if self._chance.random() >= (CONTACT_LATE if order.is_late else CONTACT_ON_TIME):
                continue
            ticket, email = f"T-{order.number:05}", self._email(order.customer)
            agent = f"agent{1 + order.number % 4}"
            opened_at = order.placed_at + timedelta(days=3)
            first_at = opened_at + timedelta(hours=float(self._chance.lognormal(0.7, 0.9)))
            solved_at = first_at + timedelta(hours=float(self._chance.lognormal(1.8, 1.0)))
            subject = "Where is my parcel?" if order.is_late else "A question about my order"
            yield ticket, _stamp(opened_at), "opened", email, "", subject
            yield ticket, _stamp(first_at), "answered", email, agent, ""
            yield ticket, _stamp(solved_at), "solved", email, agent, ""

    def _survey_rows(self) -> Iterator[tuple[object, ...]]:
        for order in self._orders:
            if self._chance.random() >= ANSWER_SHARE:
                continue
            temper = self._temper[order.customer] + self._chance.normal(0, 1) - LATE_COSTS_POINTS * order.is_late
            country = str(self._countries[order.customer])
            comment = WORDS[country][order.is_late] if self._chance.random() < 0.4 else ""
            answered_at = order.placed_at + timedelta(days=5)
            score = int(np.clip(np.rint(temper), 0, 10))
            yield f"R-{order.number:05}", _stamp(answered_at), self._email(order.customer), score, comment, country

    def _email(self, customer: int) -> str:
        return f"customer{customer:04}@example.com"


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
