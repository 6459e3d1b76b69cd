"""Imports that are killed at random moments: what was reported is there, and after a second run every row, once."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pytest

from .program import AtTerminal, Program

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
VICTIMS = ("import", "group", "owner", "everybody", "server")


@pytest.mark.parametrize(
    ("victims", "rows"),
    [
        pytest.param(VICTIMS, 25_000, id="one of each"),
        pytest.param(VICTIMS * 6, 120_000, id="thirty", marks=pytest.mark.soak),
    ],
)
def test_a_killed_import_loses_nothing_that_it_reported_and_is_whole_after_a_second_run(
    program: Program, is_well: Callable[[], None], victims: tuple[str, ...], rows: int
) -> None:
    (program.folder / "till.yaml").write_text(MAPPING)
    chance = random.Random(74)
    safe = 0
    for number, victim in enumerate(victims):
        file = _write_orders(program.folder / f"till-{number}.csv", range(number * rows, (number + 1) * rows))
        reported = _kill_while_importing(program, file, victim, chance.uniform(0.4, 2.5 + rows / 30_000))

        found = program.count("orders")

        assert found >= safe + reported
        safe = int(found)

    counts = program.import_whole(*sorted(program.folder.glob("till-*.csv")), "--map", "till.yaml")

    total = rows * len(victims)
    assert counts["read"] == counts["stored"] + counts["duplicate"] == total
    assert program.count("orders") == total
    assert program.count("revenue") == sum(_cents(row) for row in range(total)) / 100
    assert _order_ids(program) == sorted(str(row) for row in range(total))
    is_well()


def _kill_while_importing(program: Program, file: Path, victim: str, after_s: float) -> int:
    """Start an import, kill somebody, wait for the rest to end; return how many rows had been reported as stored."""
    server = program.serve() if victim == "server" else None
    importing = AtTerminal(program, "import", file, "--map", "till.yaml")
    try:
        time.sleep(after_s)
        if victim in ("import", "everybody"):
            importing.process.kill()
        if victim == "group":
            importing.kill_group()
        if victim in ("owner", "everybody"):
            program.kill_owner()
        if server is not None:
            os.kill(server.pid, signal.SIGKILL)
        code = importing.wait()
        # An import outlives its owner: it starts another one.
        assert code == (0 if victim in ("owner", "server") else -signal.SIGKILL) or "Stored" in importing.shown, importing.shown
        assert "Traceback" not in importing.shown
        return importing.stored
    finally:
        importing.close()
        program.wait_until_free()


def _write_orders(path: Path, rows: Iterable[int]) -> Path:
    with path.open("w") as file:
        file.write("receipt,at,customer,email,amount\n")
        file.writelines(
            f"{row},2026-01-{row % 28 + 1:02}T{row % 24:02}:00:00Z,c{row % 5000},c{row % 5000}@example.com,"
            f"{_cents(row) / 100:.2f}\n"
            for row in rows
        )
    return path


def _cents(row: int) -> int:
    return row % 9973 + 1


def _order_ids(program: Program) -> list[str]:
    program.wait_until_free()
    with duckdb.connect(program.home.workspace("default").store, read_only=True) as store:
        return sorted(order_id for (order_id,) in store.execute("SELECT order_id FROM interactions").fetchall())
