"""Rapport served for a browser: the real program in a home of its own, with the simulated company in it."""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

PROGRAM = (sys.executable, "-m", "rapport.serve.cli.main")
START_WITHIN_S = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    address: str
    home: Path
    environment: dict[str, str]
    process: "subprocess.Popen[str]"
    log: TextIO

    def run(self, *arguments: str) -> str:
        """Run a command in this home, as a terminal does; return what it prints."""
        return _run([*PROGRAM, *arguments], self.environment)

    def leave(self, module: str) -> str:
        """Run a module of the tests in this home; return what it prints."""
        return _run([sys.executable, "-m", module], self.environment)

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=60)
        self.log.close()


def serve_demo(folder: Path, *, people: int) -> Served:
    """Make the simulated company and serve it to this machine."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "STORE_URL")}
    environment |= {"RAPPORT_HOME": str(folder / "home"), "PYTHONWARNINGS": "default"}
    environment["EMAIL_URL"] = f"file://{folder}/mail"  # so that pages offer what needs e-mail
    _run([*PROGRAM, "demo", "--people", str(people)], environment)
    log = (folder / "serve.log").open("w")
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--demo", "--port", "0", "--json"], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
    )
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    with urllib.request.urlopen(f"{said['address']}/health", timeout=START_WITHIN_S) as answer:
        assert answer.status == 200
    return Served(said["address"], folder / "home", environment, process, log)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
