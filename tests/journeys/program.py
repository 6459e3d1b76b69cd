"""The program `rapport` as people and scripts run it: real processes, with or without a terminal."""

import contextlib
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapport.core.home import Home
from rapport.serve.worker.address import OwnerAddress, read_address
from rapport.serve.worker.lock import is_owned

PROGRAM = (sys.executable, "-m", "rapport.serve.cli.main")
_STORED = re.compile(r"([\d,]+) stored")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # Any: whatever the command prints
        return json.loads(self.out)


@dataclass(slots=True)
class Program:
    """Runs `rapport` in one home."""

    home: Home
    environment: Mapping[str, str]
    folder: Path
    _started: list["subprocess.Popen[str]"] = field(default_factory=list)

    def run(self, *arguments: str | Path, timeout_s: float = 120, text: str | None = None) -> Outcome:
        """Run a command line to its end, as a script does."""
        process = self.start(*arguments)
        out, err = process.communicate(text, timeout=timeout_s)
        return Outcome(process.returncode, out, err)

    def start(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        """Start a command line in a process group of its own."""
        process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            env=dict(self.environment),
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def elsewhere(self, home: Home) -> "Program":
        """The program in another home."""
        return Program(home, {**self.environment, "RAPPORT_HOME": str(home.path)}, self.folder)

    def count(self, metric: str = "interactions") -> float:
        """Return the value of a figure, over all time."""
        asked = self.run("ask", metric, "--json")
        assert asked.code == 0, asked.err
        value = asked.json["rows"][0]["value"]
        return float(value) if value is not None else 0.0

    def import_whole(self, *arguments: str | Path) -> Any:
        """Import, and return the counts."""
        done = self.run("import", *arguments, "--json")
        assert done.code == 0, done.err
        return done.json

    def serve(self) -> "subprocess.Popen[str]":
        """Start `rapport serve` and wait until it listens."""
        process = self.start("serve", "--only", "digest")
        self.owner()
        return process

    def owner(self, *, within_s: float = 40) -> OwnerAddress:
        """Wait for somebody who owns the home and listens."""
        wait_until(lambda: self._listening() is not None, within_s=within_s)
        found = self._listening()
        assert found is not None
        return found

    def _listening(self) -> OwnerAddress | None:
        address = read_address(self.home)
        return address if address and address.socket and Path(address.socket).exists() and is_owned(self.home) else None

    def kill_owner(self) -> None:
        """Kill whoever owns the home, if anybody does."""
        address = read_address(self.home)
        if address is not None and is_owned(self.home):
            with contextlib.suppress(ProcessLookupError):
                os.kill(address.pid, signal.SIGKILL)

    def wait_until_free(self) -> None:
        """Wait until nobody owns the home."""
        wait_until(lambda: not is_owned(self.home), within_s=60)

    def close(self) -> None:
        """Kill what still runs."""
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            with contextlib.suppress(ValueError):  # it was read to its end
                process.communicate()
        self.kill_owner()


class AtTerminal:
    """A command line with a person before it: what it shows is read as it comes."""

    def __init__(self, program: Program, *arguments: str | Path) -> None:
        controller, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
        self._controller = controller
        self._shown: list[bytes] = []
        self.process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            env=dict(program.environment),
            cwd=program.folder,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
        os.close(terminal)
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the other end is closed
            while data := os.read(self._controller, 65_536):
                self._shown.append(data)

    @property
    def shown(self) -> str:
        return b"".join(self._shown).decode("utf-8", "replace")

    @property
    def stored(self) -> int:
        """The last number of interactions that it said were stored."""
        found = _STORED.findall(self.shown)
        return int(found[-1].replace(",", "")) if found else 0

    def type(self, text: str) -> None:
        os.write(self._controller, text.encode())

    def wait_for(self, words: str) -> None:
        wait_until(lambda: words in self.shown, within_s=40)

    def wait(self, *, timeout_s: float = 120) -> int:
        """Wait for the end, and for all that it showed; return the exit code."""
        code = self.process.wait(timeout=timeout_s)
        self._reading.join(timeout=5)
        return code

    def kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        self.kill_group()
        self.process.wait()
        self._reading.join(timeout=5)
        os.close(self._controller)


def wait_until(condition: Callable[[], bool], *, within_s: float = 40) -> None:
    give_up_at = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < give_up_at, "It has not happened."
        time.sleep(0.02)
