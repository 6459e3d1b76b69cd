"""A disk that is full in the middle of an import, or read-only, for real: a file system of a few megabytes in memory."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rapport.core.home import Home
from rapport.serve.worker.lock import is_owned

from .conftest import wait_until

Run = Callable[..., tuple[str, str, int]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home on a file system of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("file systems can only be mounted by root")
    made = Home(disk / "home")
    monkeypatch.setenv("RAPPORT_HOME", str(made.path))
    made.create()
    yield made
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.parametrize("free_kb", [0, 400])
def test_an_import_on_a_full_disk_says_so_and_can_be_run_again(run: Run, home: Home, free_kb: int) -> None:
    assert run("probe-fill", "a", "--batches", "1")[0] == "200 0\n"
    wait_until(lambda: not is_owned(home))
    ballast = home.path.parent / "ballast"
    _fill(ballast, leave_kb=free_kb)

    out, progress, code = run("probe-fill", "b", "--batches", "150", "--rows", "2000")

    assert (out, code) == ("", 2), progress
    assert "disk" in progress.splitlines()[-1]
    assert "full" in progress.splitlines()[-1]

    ballast.unlink()
    again, progress, code = run("probe-fill", "b2", "--batches", "150", "--rows", "20")
    assert (again, code) == ("3000 0\n", 0), progress
    out, progress, code = run("probe-count")
    assert code == 0, progress
    rows, distinct = map(int, out.split())
    assert rows == distinct >= 3200


def test_a_home_that_became_read_only_is_told_and_comes_back_whole(run: Run, home: Home) -> None:
    run("probe-fill", "a", "--batches", "1")
    remount = ["mount", "-o", "remount,ro", str(home.path.parent)]  # impossible while anybody has a file open
    wait_until(lambda: subprocess.run(remount, capture_output=True, check=False).returncode == 0)

    answers = [run(*line) for line in (("probe-count",), ("probe-fill", "b"), ("compact",))]

    subprocess.run(["mount", "-o", "remount,rw", home.path.parent], check=True)
    told = f"rapport: The home folder {home.path} cannot be written to. Give another with --home.\n"
    assert answers == [("", told, 2)] * 3
    assert run("probe-count")[0] == "200 200\n"


def _fill(ballast: Path, *, leave_kb: int) -> None:
    with ballast.open("wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - leave_kb * 1024)
