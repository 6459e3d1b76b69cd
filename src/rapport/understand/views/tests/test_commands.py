"""The command `view`, run as `rapport` runs it."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.understand.views.commands import COMMANDS
from rapport.understand.views.public import ViewDraft, add_view

[_COMMAND] = COMMANDS


def run(home: Home, *words: str, as_json: bool = False) -> str:
    return run_command(_COMMAND, *words, home=home, as_json=as_json)


def test_it_lists_views_and_writes_their_figures(home: Home, filled: Workspace, tmp_path: Path) -> None:
    assert "no saved views yet" in run(home, "list")
    view = add_view(filled, ViewDraft("NPS by country", "metric=nps&by=country&from=2017-05-01&to=2017-05-31"))

    assert "NPS by country" in run(home, "list")
    assert json.loads(run(home, "list", as_json=True))[0]["query"] == view.query
    run(home, "export", str(view.id), "--csv", str(tmp_path / "nps.csv"))
    run(home, "export", str(view.id), "--xlsx", str(tmp_path / "nps.xlsx"))

    assert (tmp_path / "nps.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("DE,100.0,")
    told = {row[0].value: row[1].value for row in load_workbook(tmp_path / "nps.xlsx")["About"].iter_rows()}
    assert told["Period"] == "1–31 May 2017"


def test_it_says_why_nothing_can_be_written(home: Home, filled: Workspace, tmp_path: Path) -> None:
    view = add_view(filled, ViewDraft("Broken", "metric=nps&segment=gone"))

    with pytest.raises(UserError, match="no segment called 'gone'"):
        run(home, "export", str(view.id), "--csv", str(tmp_path / "x.csv"))
    with pytest.raises(UserError, match="no saved view 999"):
        run(home, "export", "999", "--csv", str(tmp_path / "x.csv"))
