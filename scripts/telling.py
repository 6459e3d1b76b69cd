"""What the scripts say to whoever runs them. Standard library only: `set_up.py` uses it before anything is installed."""

import sys


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def fail(text: str) -> int:
    """Say what went wrong; return the exit code for it."""
    print(text, file=sys.stderr)  # noqa: T201
    return 1
