"""Resolve the dependencies of pyproject.toml into requirements/, with hashes and without registry addresses."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet"
LOCKS = {
    "requirements/run.txt": "--group build --group frontend",
    "requirements/server.txt": "--extra postgres --extra clickhouse --group build --group frontend -c requirements/run.txt",
    "requirements/dev.txt": "--all-extras --group build --group frontend --group dev --group bench -c requirements/run.txt",
}


def main() -> int:
    for target, options in LOCKS.items():
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            *COMMON.split(),
            *options.split(),
            "-o",
            target,
        ]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  # our own command
    return 0


if __name__ == "__main__":
    sys.exit(main())
