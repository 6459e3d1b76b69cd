"""Make the files, import them into a workspace of their own, and ask the first questions."""

import shlex
import sys
from pathlib import Path

from examples.demo.company import Company
from rapport.core.home import current_home
from rapport.serve.cli.main import main as rapport

WORKSPACE = "demo"
MAPPINGS = Path(__file__).parent / "mappings"
QUESTIONS = (
    ("How do customers like us, quarter by quarter?", "ask nps --every quarter"),
    ("For whom?", "ask nps --by country"),
    ("Do we answer quickly?", "ask first_response_time --every quarter"),
    ("Do they come back?", "ask repeat_purchase_rate --from 2025-01-01 --to 2025-12-31 --compare previous"),
    ("What changed from the first year to the second?", "changes --from 2025-01-01 --to 2025-12-31"),
    ("Who is behind it? One person's story:", "person show customer0007@example.com --limit 8"),
)


def main() -> int:
    say("This company is simulated. Two years of its orders, tickets and survey answers:")
    files = Company().write(current_home().path / "demo")
    if WORKSPACE not in _workspaces():
        rapport(["workspace", "create", WORKSPACE, "--name", "Demo company (simulated)"])
    for file in files:
        show(f"import {shlex.quote(str(file))} --map {shlex.quote(str(MAPPINGS / file.stem))}.yaml")
    for question, command in QUESTIONS:
        say(f"\n{question}")
        show(command)
    say("\nThe files are in the home folder; import your own with `rapport import FILE`.")
    return 0


def _workspaces() -> list[str]:
    folder = current_home().path / "workspaces"
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def show(command: str) -> None:
    say(f"$ rapport --workspace {WORKSPACE} {command}")
    code = rapport(["--workspace", WORKSPACE, *shlex.split(command)])
    if code:
        sys.exit(code)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # this is a program for the terminal


if __name__ == "__main__":
    sys.exit(main())
