"""Disks that are full, too small or read-only, for real: a small file system in memory, and the limits of a process."""

import contextlib
import json
import os
import resource
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rapport.core.home import Home

from .orders import cents, stored_numbers, write_mapping, write_orders
from .program import PROGRAM, Outcome, Program, wait_until

ROWS = 60_000
SMALL_MB = 24


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount the small file system that this needs")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def cramped(program: Program, disk: Path) -> Iterator[Program]:
    """The program with its home on the small disk."""
    home = Home(disk / "home")
    home.create()
    (program.home.control_db).exists() and home.control_db.write_bytes(program.home.control_db.read_bytes())
    made = program.elsewhere(home)
    yield made
    made.close()


@pytest.mark.parametrize("left_kb", [300, 6000], ids=["too full to hand over", "too full to store"])
def test_a_disk_that_fills_up_is_told_and_with_more_room_the_import_goes_on(cramped: Program, disk: Path, left_kb: int) -> None:
    write_mapping(cramped.folder)
    first = write_orders(cramped.folder / "first.csv", range(1000))
    cramped.import_whole(first, "--map", "till.yaml")
    write_orders(cramped.folder / "many.csv", range(1000, ROWS))
    _fill(disk / "ballast", leave_kb=left_kb)

    stopped = cramped.run("import", "many.csv", "--map", "till.yaml", "--json")
    while_full = cramped.run("ask", "orders", "--json")

    assert (stopped.code, stopped.err.count("rapport: "), "Traceback" in stopped.err) == (2, 1, False), stopped
    assert "disk" in stopped.json["error"]
    assert "full" in stopped.json["error"]
    assert while_full.code == 0 or "disk is full" in while_full.err, while_full

    subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
    (disk / "ballast").unlink()
    result = cramped.import_whole("many.csv", "--map", "till.yaml")
    assert result["stored"] + result["duplicate"] == ROWS - 1000
    assert round(cramped.count("revenue") * 100) == cents(range(ROWS))
    cramped.wait_until_free()
    assert stored_numbers(cramped.home) == list(range(ROWS))


def test_a_program_that_sends_rows_to_a_full_disk_is_asked_to_keep_them_and_to_come_again(cramped: Program, disk: Path) -> None:
    key = cramped.run("key", "create", "till", "--scope", "write:interactions", "--json").json["key"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = cramped.start("serve", "--port", str(port))
    assert serving.stdout is not None
    assert "Open http" in serving.stdout.readline()
    _fill(disk / "ballast", leave_kb=600)

    answers = [_send(port, key, f"full-{number}") for number in range(40)]
    refused = next(answer for answer in answers if answer[0] != 202)
    subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
    (disk / "ballast").unlink()
    again = [_send(port, key, f"full-{number}") for number in range(40)]

    assert {status for status, _, _ in answers} == {202, 503}
    assert refused[1] == "60"
    assert refused[2]["detail"] == "The server has no room to take more. Keep what you have."
    assert {status for status, _, _ in again} == {202}
    wait_until(lambda: cramped.count("interactions") == 40 * ROWS_SENT, within_s=60)


ROWS_SENT = 100


def _send(port: int, key: str, name: str) -> tuple[int, str, dict[str, object]]:
    """Hand rows over as a program does; return status, Retry-After and body."""
    rows = [
        {
            "source_id": f"{name}-{number}",
            "kind": "event_tracked",
            "touchpoint": "Opened",
            "occurred_at": "2026-01-31T12:00:00Z",
            "text": name * 50,
        }
        for number in range(ROWS_SENT)
    ]
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/interactions?source=till",
        data=json.dumps(rows).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, "", json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers.get("Retry-After", ""), json.load(refused)


def test_a_read_only_home_is_told_and_comes_back_whole(cramped: Program, disk: Path) -> None:
    write_mapping(cramped.folder)
    cramped.import_whole(write_orders(cramped.folder / "till.csv", range(1000)), "--map", "till.yaml")
    remount = ["mount", "-o", "remount,ro", str(disk)]  # impossible while anybody has a file open
    wait_until(lambda: subprocess.run(remount, capture_output=True, check=False).returncode == 0)

    told = [cramped.run(*line) for line in (["import", "till.csv", "--map", "till.yaml"], ["ask", "orders"], ["compact"])]
    examined = cramped.run("doctor", "--json")

    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    line = f"rapport: The home folder {cramped.home.path} cannot be written to. Give another with --home.\n"
    assert told == [Outcome(2, "", line)] * 3
    assert (examined.code, examined.json["ok"]) == (1, False)
    assert cramped.count("orders") == 1000


def test_a_limit_on_the_size_of_files_is_told_and_nothing_is_lost(program: Program, is_well: Callable[[], None]) -> None:
    write_mapping(program.folder)
    file = write_orders(program.folder / "till.csv", range(ROWS))

    limited = subprocess.run(
        [*PROGRAM, "import", file, "--map", "till.yaml", "--json"],
        env=dict(program.environment),
        cwd=program.folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20)),
    )

    assert limited.returncode != 0, limited
    assert limited.stderr.count("rapport: ") == 1, limited
    assert "Traceback" not in limited.stderr
    assert "unexpected" not in limited.stderr
    program.wait_until_free()
    program.import_whole(file, "--map", "till.yaml")
    assert round(program.count("revenue") * 100) == cents(range(ROWS))
    is_well()


def _fill(ballast: Path, *, leave_kb: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - leave_kb * 1024)
        os.fsync(file.fileno())
