"""The command `segment`, run as `rapport` runs it."""

import json
from collections.abc import Iterator

import pytest

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.record.store.public import close_all, current_store
from rapport.understand.metrics.tests.streams import fill
from rapport.understand.segments.commands import COMMANDS
from rapport.understand.segments.tests.story import STREAM

[_COMMAND] = COMMANDS


@pytest.fixture(autouse=True)
def _filled(home: Home, workspace: Workspace) -> Iterator[None]:
    """Alice's store, filled with the story."""
    (home.path / "workspaces" / "alice").mkdir(parents=True)
    fill(current_store("alice"), STREAM)
    yield
    close_all()


def run(home: Home, *words: str, as_json: bool = False) -> str:
    return run_command(_COMMAND, *words, home=home, as_json=as_json)


def test_it_makes_lists_shows_and_removes_segments(home: Home) -> None:
    assert "none yet" in _refusal(home, "show", "german-buyers")
    made = run(home, "add", "German buyers", "--where", "country = DE and did(order_placed)", "--description", "They pay.")
    assert "people   7 of 12" in made

    assert run(home, "list").splitlines()[1].split()[:2] == ["german-buyers", "7"]
    assert json.loads(run(home, "list", as_json=True)) == [json.loads(run(home, "show", "german-buyers", as_json=True))]

    assert "Removed" in run(home, "remove", "german-buyers")
    assert "no segments yet" in run(home, "list")


def test_it_tells_what_is_wrong_with_a_filter(home: Home) -> None:
    assert "Did you mean country" in _refusal(home, "add", "Germans", "--where", "contry = DE")


def _refusal(home: Home, *words: str) -> str:
    with pytest.raises(UserError) as refused:
        run(home, *words)
    return str(refused.value)
