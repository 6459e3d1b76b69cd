"""Imports that are killed at random moments: nothing that was reported is lost, and nothing is there twice."""

import contextlib
import json
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.core.home import Home
from rapport.serve.worker.address import read_address
from rapport.serve.worker.lock import is_owned
from rapport.spool.public import open_spool

from .conftest import Popen, wait_until

Run = Callable[..., tuple[str, str, int]]

MAPPING = """
version: 1
source: till
kind: event_logged
id: id
time: {column: at}
zone: UTC
person: {external: customer}
touchpoint: what
"""


KILLS = 30
ROWS = 200_000


@pytest.mark.soak
def test_a_killed_import_loses_nothing_and_stores_nothing_twice(
    start: Callable[..., Popen], run: Run, home: Home, tmp_path: Path
) -> None:
    line = _write_import(tmp_path, ROWS)
    chance = random.Random(20)
    for _ in range(KILLS):
        importing = start(*line)
        time.sleep(chance.uniform(0.5, 3.0))
        reported = _reported(home)
        _kill(chance.choice(["import", "owner", "both"]), importing, home)
        importing.communicate(timeout=120)
        wait_until(lambda: not is_owned(home), within_s=60)
        assert int(run("probe-count")[0].split()[0]) >= reported

    out, progress, code = run(*line)

    assert code == 0, progress
    result = json.loads(out)
    assert result["read"] == result["stored"] + result["duplicate"] == ROWS
    assert run("probe-count")[0] == f"{ROWS} {ROWS}\n"


def _write_import(folder: Path, rows: int) -> list[str]:
    (folder / "till.yaml").write_text(MAPPING)
    with (folder / "till.csv").open("w") as file:
        file.write("id,at,customer,what\n")
        for row in range(rows):
            file.write(f"{row},2026-01-{row % 28 + 1:02}T{row % 24:02}:00:00Z,c{row % 5000},counter {row % 7}\n")
    return ["import", str(folder / "till.csv"), "--map", str(folder / "till.yaml"), "--json"]


def _reported(home: Home) -> int:
    """How many interactions of all imports are said to be stored at this moment."""
    if not home.workspace("default").spool.exists():
        return 0
    with open_spool(home.workspace("default").spool) as spool:
        return sum(spool.results(each.id).stored for each in spool.imports())


def _kill(whom: str, importing: Popen, home: Home) -> None:
    if whom in ("import", "both"):
        importing.kill()
    address = read_address(home)
    if whom in ("owner", "both") and address is not None and is_owned(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(address.pid, signal.SIGKILL)
