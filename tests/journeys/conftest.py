"""The program in a home of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rapport.core.home import Home

from .program import Program


@pytest.fixture
def program(home: Home, process_environment: dict[str, str], tmp_path: Path) -> Iterator[Program]:
    """The program in `home`; it works in a folder of its own, and what still runs in the end is killed."""
    folder = tmp_path / "desk"
    folder.mkdir()
    made = Program(home, process_environment, folder)
    yield made
    made.close()


@pytest.fixture
def is_well(program: Program) -> Callable[[], None]:
    """Checks that the home works: the doctor finds nothing wrong."""

    def check() -> None:
        found = program.run("doctor", "--json")
        wrong = [each for each in found.json["checks"] if each["status"] == "failed"]
        assert (found.code, wrong) == (0, [])

    return check
