"""How much memory a program and its children hold, from /proc."""

import os
import subprocess
import threading
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


class PeakMemory:
    """Watches a process and its descendants while the block runs; `bytes` is the largest sum of resident memory seen.

    Resident memory counts a page that two processes share twice, so the figure errs upwards.
    """

    def __init__(self, pid: int, *, every_s: float = 0.05) -> None:
        self.bytes = 0
        self._pid, self._every_s = pid, every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.is_set():
            self.bytes = max(self.bytes, resident_bytes(self._pid))
            self._stop.wait(self._every_s)


def resident_bytes(root: int) -> int:
    """Return the resident memory of a process and all its descendants; 0 when it has ended."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children[parent].append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += _resident(Path("/proc") / str(pid))
        waiting += children[pid]
    return total


def _parent(entry: Path) -> int | None:
    try:
        # The second field, the program's name, may hold spaces and brackets.
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):  # it has just ended
        return None


def _resident(entry: Path) -> int:
    try:
        return int((entry / "statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def peak_of(command: list[str], *, environment: Mapping[str, str] | None = None) -> int:
    """Run a program to its end and return its peak memory in bytes; raise RuntimeError when it fails."""
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment) as process,
        PeakMemory(process.pid) as peak,
    ):
        _, complaint = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with {process.returncode}: {complaint.strip()[-2000:]}")
    return peak.bytes
