"""What must hold for the repository as a whole, and no other tool checks."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements/run.txt", "requirements/dev.txt")
MAX_LINES = 450


def main() -> int:
    problems = [*lock_problems(), *long_files(), *packages_without_readme()]
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
    return 1 if problems else 0


def lock_problems() -> Iterator[str]:
    for name in LOCKS:
        text = (ROOT / name).read_text()
        if re.search(r"https?://|--index-url|--find-links|file:", text):
            yield f"{name} names a registry; make it again with `make lock`."
        for block in re.split(r"\n(?=\S)", text):
            if "==" in block and "--hash=" not in block:
                yield f"{name}: no hash for {block.split()[0]}."


def long_files() -> Iterator[str]:
    for path in (ROOT / "src").rglob("*.py"):
        lines = path.read_text().count("\n")
        if lines > MAX_LINES:
            yield f"{path.relative_to(ROOT)} has {lines} lines; split it by purpose."


def packages_without_readme() -> Iterator[str]:
    for public in (ROOT / "src").rglob("public.py"):
        if not (public.parent / "README.md").exists():
            yield f"{public.parent.relative_to(ROOT)} has a public.py and no README.md."


if __name__ == "__main__":
    sys.exit(main())
