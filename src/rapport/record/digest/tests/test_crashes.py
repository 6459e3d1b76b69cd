"""Killed anywhere, the digest leaves nothing out and stores nothing twice."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from rapport.core.home import Home
from rapport.core.interaction import Identifier
from rapport.record.digest.tests.digesting import new_batch, placed
from rapport.spool.public import Spool, open_spool

SCRIPT = Path(__file__).with_name("digesting_process.py")
BATCHES = 20
ROWS_EACH = 50


@pytest.fixture
def spool(home: Home) -> Iterator[Spool]:
    """A spool full of rows: each is delivered twice, one in fifty is of no known kind, and people merge on the way."""
    with open_spool(home.workspace("default").spool) as spool:
        for number in [*range(BATCHES), *range(BATCHES)]:
            rows = [
                placed(
                    f"{number}.{row}",
                    kind="no_such_kind" if row == ROWS_EACH - 1 else "order_placed",
                    traits={"plan": "pro"},
                    identifiers=(
                        Identifier(type="email", value=f"p{row % 7}@example.com"),
                        Identifier(type="user_id", value=f"u-{1000 + row % 7 + number % 2 * 7}"),
                    )[: 1 + row % 2],
                )
                for row in range(ROWS_EACH)
            ]
            spool.append([new_batch(*rows, form="json" if number % 3 else "arrow")])
        yield spool


@pytest.fixture
def digester(process_environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    environment = process_environment | {"DJANGO_SETTINGS_MODULE": "rapport.serve.settings"}
    migrate = (
        "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    subprocess.run([sys.executable, "-c", migrate], env=environment, check=True)
    command = [sys.executable, str(SCRIPT)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def begin(digester: subprocess.Popen[str], *, die_after: str = "") -> int:
    """Have it start a process that digests; return its number once it is about to begin."""
    assert digester.stdin is not None
    digester.stdin.write(die_after + "\n")
    digester.stdin.flush()
    return said(digester, "ready")


def said(digester: subprocess.Popen[str], word: str) -> int:
    assert digester.stdout is not None
    first, number = digester.stdout.readline().split()
    assert first == word
    return int(number)


def assert_everything_is_there_once(spool: Spool, home: Home) -> None:
    good = BATCHES * (ROWS_EACH - 1)
    with duckdb.connect(str(home.workspace("default").store)) as con:
        rows = con.execute("SELECT count(*), count(DISTINCT source_id), count(person_id) FROM interactions").fetchone()
        assert rows == (good, good, good)
        assert con.execute("SELECT count(*) FROM traits").fetchone() == (good,)
    totals = spool.results("monday")
    assert (totals.stored, totals.duplicate, totals.dropped) == (good, good, {"unknown_kind": 2 * BATCHES})
    assert (totals.unfinished, spool.count_rejects()) == (0, {"unknown_kind": BATCHES})


def test_killed_after_each_step_that_writes(spool: Spool, home: Home, digester: subprocess.Popen[str]) -> None:
    for step in ("find_person", "keep_rejects", "store", "finish") * 2:
        begin(digester, die_after=step)
        assert said(digester, "ended") == -signal.SIGKILL

    begin(digester)
    assert said(digester, "ended") == 0
    assert_everything_is_there_once(spool, home)


def test_killed_at_random_moments(spool: Spool, home: Home, digester: subprocess.Popen[str]) -> None:
    chance = random.Random(11)
    killed = 0
    for _ in range(12):
        process = begin(digester)
        time.sleep(chance.uniform(0, 0.15))
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        killed += said(digester, "ended") == -signal.SIGKILL

    begin(digester)
    assert said(digester, "ended") == 0
    assert killed > 0
    assert_everything_is_there_once(spool, home)
