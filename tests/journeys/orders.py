"""Orders of a till: each with a number of its own, so that every single row can be found again."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from rapport.core.home import Home

MAPPING = """
version: 1
source: till
kind: order_placed
id: receipt
time: {column: at}
zone: UTC
person: {external: customer, email: email}
order: receipt
amount: amount
currency: EUR
"""


def write_mapping(folder: Path) -> Path:
    (folder / "till.yaml").write_text(MAPPING)
    return folder / "till.yaml"


def write_orders(path: Path, numbers: Iterable[int]) -> Path:
    with path.open("w") as file:
        file.write("receipt,at,customer,email,amount\n")
        file.writelines(
            f"{number},2026-01-{number % 28 + 1:02}T{number % 24:02}:00:00Z,c{number % 5000},c{number % 5000}@example.com,"
            f"{_cents(number) / 100:.2f}\n"
            for number in numbers
        )
    return path


def cents(numbers: Iterable[int]) -> int:
    """Return what the orders of these numbers cost together."""
    return sum(map(_cents, numbers))


def _cents(number: int) -> int:
    return number % 9973 + 1


def stored_numbers(home: Home) -> list[int]:
    """Return the numbers of all orders in the store, sorted. Nobody may own the home meanwhile."""
    with duckdb.connect(home.workspace("default").store, read_only=True) as store:
        return sorted(int(number) for (number,) in store.execute("SELECT order_id FROM interactions").fetchall())
