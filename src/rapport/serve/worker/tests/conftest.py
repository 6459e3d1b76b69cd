"""Processes of the program with the commands of `plugin/rapport_probe.py`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rapport.core.home import Home
from rapport.serve.worker.address import OwnerAddress, read_address
from rapport.serve.worker.lock import is_owned

PLUGIN = Path(__file__).parent / "plugin"
PROGRAM = (sys.executable, "-m", "rapport.serve.cli.main")

Popen = subprocess.Popen[str]


@pytest.fixture
def probe_environment(process_environment: dict[str, str]) -> dict[str, str]:
    return process_environment | {"PYTHONPATH": str(PLUGIN)}


@pytest.fixture
def start(probe_environment: dict[str, str], home: Home) -> Iterator[Callable[..., Popen]]:
    """Starts the program; whatever still runs at the end of the test is killed, and so is the owner."""
    started: list[Popen] = []

    def run(*arguments: str) -> Popen:
        process = subprocess.Popen(
            [*PROGRAM, *arguments], env=probe_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()
    if is_owned(home) and (address := read_address(home)):
        os.kill(address.pid, 9)


@pytest.fixture
def run(start: Callable[..., Popen]) -> Callable[..., tuple[str, str, int]]:
    """Runs the program to its end; returns what it printed, what it noted, and its exit code."""

    def run_to_end(*arguments: str) -> tuple[str, str, int]:
        process = start(*arguments)
        out, progress = process.communicate(timeout=90)
        return out, progress, process.returncode

    return run_to_end


@pytest.fixture
def serving(start: Callable[..., Popen], home: Home) -> Popen:
    """A process that serves the home."""
    process = start("serve", "--only", "digest")
    owner_of(home)
    return process


def owner_of(home: Home, *, other_than: int = 0, within_s: float = 40) -> OwnerAddress:
    """Wait for an owner that listens; return its address."""
    give_up_at = time.monotonic() + within_s
    while time.monotonic() < give_up_at:
        address = read_address(home)
        if address and address.socket and address.pid != other_than and Path(address.socket).exists():
            return address
        time.sleep(0.02)
    raise AssertionError("Nobody has become the owner.")


def wait_until(condition: Callable[[], bool], *, within_s: float = 40) -> None:
    give_up_at = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < give_up_at, "It has not happened."
        time.sleep(0.02)
