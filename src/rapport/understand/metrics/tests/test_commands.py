"""The commands, run as `rapport` runs them."""

import argparse
import json
from collections.abc import Iterator

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.record.store.public import close_all, current_store
from rapport.understand.metrics.commands import COMMANDS
from rapport.understand.metrics.tests.golden import surveys
from rapport.understand.metrics.tests.streams import fill

_COMMANDS = {command.key: command for command in COMMANDS}


@pytest.fixture
def _surveys(home: Home, workspace: Workspace) -> Iterator[None]:
    """Alice's store, filled with the surveys."""
    (home.path / "workspaces" / "alice").mkdir(parents=True)
    fill(current_store("alice"), surveys.STREAM)
    yield
    close_all()


def run(home: Home, *words: str, as_json: bool = False, is_terminal: bool = False) -> str:
    """Run a command line in Alice's workspace; return what it prints."""
    return run_command(_COMMANDS[words[0]], *words[1:], home=home, as_json=as_json, is_terminal=is_terminal)


@pytest.mark.usefixtures("_surveys")
def test_it_asks_and_prints_a_table(home: Home) -> None:
    page = run(home, "ask", "nps", "--by", "country", is_terminal=True)

    assert "DE       100.0" in page


@pytest.mark.usefixtures("_surveys")
def test_it_asks_and_prints_json(home: Home) -> None:
    document = json.loads(run(home, "ask", "nps", "--from", "2017", "--to", "2017", "--weighted", as_json=True))

    assert document["rows"][0]["value"] == pytest.approx(100 * 10 / 120)
    assert document["rows"][0]["n_eff"] == pytest.approx(120**2 / (80 + 4 * 20), abs=1e-6)


@pytest.mark.usefixtures("_surveys")
def test_how_long_ago_is_no_option(home: Home) -> None:
    assert "Nothing was found" in run(home, "ask", "nps", "--from", "-90d", "--to", "-1d", "--where", "country = XX")


@pytest.mark.usefixtures("_surveys")
def test_it_finds_changes(home: Home) -> None:
    page = run(home, "changes", "--from", "2017-05-11", "--to", "2017-05-20", "--metric", "nps", is_terminal=True)

    assert "Net promoter score fell from" in page


def test_it_lists_and_shows_the_catalogue(home: Home) -> None:
    assert "first_response_time" in run(home, "metrics")
    assert "adjusted Wald" in run(home, "metrics", "nps")
    assert json.loads(run(home, "metrics", "nps", as_json=True))["direction"] == "higher_is_better"
    assert len(json.loads(run(home, "metrics", as_json=True))) > 30


def test_every_example_of_a_command_can_be_parsed() -> None:
    for command in COMMANDS:
        parser = argparse.ArgumentParser(exit_on_error=False)
        parser.add_argument("--json", action="store_true")
        command.configure(parser)
        for example in command.examples:
            program, key, *arguments = _split(example)
            assert (program, key) == ("rapport", command.key)
            parser.parse_args(arguments)


def _split(line: str) -> list[str]:
    import shlex

    return shlex.split(line)
