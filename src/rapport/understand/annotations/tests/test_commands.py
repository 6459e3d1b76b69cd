"""Annotations from the terminal."""

import json

import pytest

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.understand.annotations.commands import COMMANDS


def annotate(workspace: Workspace, home: Home, *words: str, as_json: bool = False) -> str:
    [command] = COMMANDS
    return run_command(command, *words, home=home, workspace=workspace.slug, as_json=as_json)


def test_one_writes_lists_and_removes_them(workspace: Workspace, home: Home) -> None:
    said = annotate(workspace, home, "add", "2026-03-14", "Bank down", "--kind", "incident", "--until", "2026-03-16")
    assert "is on the charts" in said

    [written] = json.loads(annotate(workspace, home, "list", as_json=True))
    days = (written["from"], written["to"])
    assert (days, written["kind"], written["text"]) == (("2026-03-14", "2026-03-16"), "incident", "Bank down")
    assert "2026-03-14 to 2026-03-16  incident     Bank down" in annotate(workspace, home, "list", "--from", "2026-03-16")

    assert annotate(workspace, home, "remove", str(written["id"])) == "Removed: Bank down\n"
    assert annotate(workspace, home, "list").startswith("No annotations.")


def test_a_day_that_is_none_is_explained(workspace: Workspace, home: Home) -> None:
    with pytest.raises(UserError, match="Write it as 2026-03-14"):
        annotate(workspace, home, "add", "14 March", "Bank down")
