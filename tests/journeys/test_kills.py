"""Imports that are killed at random moments: what was reported is there, and after a second run every row, once."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .orders import cents, stored_numbers, write_mapping, write_orders
from .program import AtTerminal, Program

VICTIMS = ("import", "group", "owner", "everybody", "server")


@pytest.mark.parametrize(
    ("victims", "rows"),
    [
        pytest.param(VICTIMS, 15_000, id="one of each"),
        pytest.param(VICTIMS * 6, 120_000, id="thirty", marks=pytest.mark.soak),
    ],
)
def test_a_killed_import_loses_nothing_that_it_reported_and_is_whole_after_a_second_run(
    program: Program, is_well: Callable[[], None], victims: tuple[str, ...], rows: int
) -> None:
    write_mapping(program.folder)
    chance = random.Random(74)
    safe = 0
    for number, victim in enumerate(victims):
        file = write_orders(program.folder / f"till-{number}.csv", range(number * rows, (number + 1) * rows))
        reported = _kill_while_importing(program, file, victim, chance.uniform(0.3, 1.5 + rows / 30_000))

        found = program.count("orders")

        assert found >= safe + reported
        safe = int(found)

    counts = program.import_whole(*sorted(program.folder.glob("till-*.csv")), "--map", "till.yaml")

    everything = range(rows * len(victims))
    assert counts["read"] == counts["stored"] + counts["duplicate"] == len(everything)
    assert program.count("orders") == len(everything)
    assert round(program.count("revenue") * 100) == cents(everything)
    program.wait_until_free()
    assert stored_numbers(program.home) == list(everything)
    is_well()


def _kill_while_importing(program: Program, file: Path, victim: str, after_s: float) -> int:
    """Start an import, kill somebody, wait for it to end; return how many rows had been reported as stored."""
    server = _serve(program) if victim == "server" else None
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
            os.kill(server, signal.SIGKILL)
        code = importing.wait()
        # An import outlives its owner: it starts another one.
        expected = 0 if victim in ("owner", "server") else -signal.SIGKILL
        assert code == expected or "Stored" in importing.shown, importing.shown
        assert "Traceback" not in importing.shown
        return importing.stored
    finally:
        importing.close()


def _serve(program: Program) -> int:
    program.wait_until_free()
    return program.serve().pid
