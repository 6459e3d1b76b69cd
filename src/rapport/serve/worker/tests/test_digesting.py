"""What was appended is stored: by the owner at once, by a companion of the import, or by the next command."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from rapport.core.home import Home
from rapport.serve.worker.lock import is_owned

from .conftest import Popen, owner_of, wait_until

Run = Callable[..., tuple[str, str, int]]


def test_an_import_starts_an_owner_which_ends_when_nobody_needs_it_any_more(run: Run, home: Home) -> None:
    out, _, code = run("probe-fill", "a")

    assert (out, code) == ("1000 0\n", 0)
    wait_until(lambda: not is_owned(home))
    assert run("probe-count")[0] == "1000 1000\n"


def test_a_command_after_an_import_uses_the_owner_that_is_still_there(run: Run, home: Home) -> None:
    run("probe-fill", "a")

    assert run("probe-count")[0] == "1000 1000\n"


def test_what_was_acknowledged_before_a_crash_is_in_the_next_answer(start: Callable[..., Popen], run: Run, home: Home) -> None:
    importing = start("probe-fill", "a", "--batches", "3", "--pause", "0.3")
    owner = owner_of(home)
    os.kill(owner.pid, signal.SIGSTOP)
    assert importing.stderr is not None
    while "appended 2" not in importing.stderr.readline():
        pass
    importing.kill()
    os.kill(owner.pid, signal.SIGKILL)

    out, _, code = run("probe-count")

    assert (out, code) == ("600 600\n", 0)


def test_an_import_survives_the_death_of_its_owner_at_any_moment(start: Callable[..., Popen], run: Run, home: Home) -> None:
    importing = start("probe-fill", "a", "--batches", "60", "--rows", "50", "--pause", "0.1")
    killed = 0
    for pause in (0.05, 0.4, 0.9):
        address = owner_of(home, other_than=killed)
        time.sleep(pause)
        killed = address.pid
        with contextlib.suppress(ProcessLookupError):
            os.kill(killed, signal.SIGKILL)

    out, progress = importing.communicate(timeout=90)

    assert importing.returncode == 0, progress
    # A batch may have been stored and not yet counted when its owner died: its rows are known then. None is there twice.
    assert sum(map(int, out.split())) >= 3000
    assert run("probe-count")[0] == "3000 3000\n"


def test_two_imports_at_once_share_an_owner(start: Callable[..., Popen], run: Run) -> None:
    both = [start("probe-fill", name, "--batches", "10", "--pause", "0.05") for name in ("a", "b")]

    outputs = [process.communicate(timeout=90) for process in both]

    assert [out for out, _ in outputs] == ["2000 0\n", "2000 0\n"], outputs
    assert run("probe-count")[0] == "4000 4000\n"


def test_an_import_uses_the_process_that_serves_the_home(serving: Popen, run: Run, home: Home) -> None:
    assert run("probe-fill", "a")[0] == "1000 0\n"

    assert run("probe-count", "--who")[0] == f"1000 1000 {serving.pid}\n"


def test_the_owner_stores_what_comes_in_within_a_moment_and_costs_little_when_nothing_does(serving: Popen, run: Run) -> None:
    run("probe-fill", "warm")
    time.sleep(1.5)
    before = _cpu_s(serving.pid)
    time.sleep(2)

    assert _cpu_s(serving.pid) - before < 0.2

    began_at = time.monotonic()
    run("probe-fill", "a", "--batches", "20", "--rows", "5")
    assert time.monotonic() - began_at < 20


def test_an_import_ends_with_the_reason_when_nobody_can_digest(run: Run, home: Home) -> None:
    home.workspace("default").path.mkdir(parents=True)
    home.workspace("default").store.write_bytes(b"this is no database " * 1000)

    out, progress, code = run("probe-fill", "a")

    assert code not in (0, 70)
    assert "store.duckdb" in progress.splitlines()[-1]
    assert out == ""


def test_a_damaged_workspace_does_not_stop_the_others(run: Run, home: Home, start: Callable[..., Popen]) -> None:
    run("workspace", "create", "damaged")
    home.workspace("damaged").path.mkdir(parents=True)
    home.workspace("damaged").spool.write_bytes(b"this is no database " * 1000)
    start("serve", "--only", "digest")
    owner_of(home)

    assert run("probe-fill", "a")[0] == "1000 0\n"

    _, progress, code = run("probe-fill", "a", "--workspace", "damaged")
    assert code == 1
    assert "spool.db" in progress


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
