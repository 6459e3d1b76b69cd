"""Every figure of a dashboard is the one that ask gives, on the page, in the PDF, on the command line."""

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.record.store.public import current_store
from rapport.understand.dashboards.commands import COMMANDS
from rapport.understand.dashboards.contents import with_period
from rapport.understand.dashboards.public import (
    Dashboard,
    DashboardDraft,
    add_dashboard,
    contents_of,
    dashboard_as_pdf,
    set_period,
)
from rapport.understand.dashboards.tests.conftest import SHOPS
from rapport.understand.metrics.public import ask, parse_question
from rapport.understand.views.public import delete_view


def test_tiles_say_what_ask_answers(filled: Workspace, board: Dashboard) -> None:
    store = current_store(filled.slug)

    contents = contents_of(filled, store, board)

    asked: tuple[dict[str, object], ...] = (
        {},
        {"every": "week"},
        {"by": ["channel"], "every": "week"},
    )
    for content, further in zip(contents, asked, strict=False):
        question = parse_question("nps", zone=filled.zone, first="2017-05-01", last="2017-05-31", **further)  # type: ignore[arg-type]  # the arguments of parse_question
        assert content.result is not None
        assert [cell.row for cell in content.result.cells] == list(ask(filled, store, question).rows)


def test_the_period_of_the_dashboard_takes_the_place_of_the_views_own(filled: Workspace, board: Dashboard) -> None:
    shorter = set_period(filled, board.id, "from=2017-05-01&to=2017-05-10")

    [nps, *_others] = contents_of(filled, current_store(filled.slug), shorter)

    assert nps.result is not None
    assert nps.result.cells[0].row.estimate.value == pytest.approx(100 * 50 / 80)
    assert "1–10 May 2017" in nps.about
    assert with_period("metric=nps&period=7d&by=a", "period=30d") == "metric=nps&by=a&period=30d"
    assert with_period("metric=nps&period=7d", "") == "metric=nps&period=7d"


def test_a_tile_that_cannot_be_asked_says_why_and_spares_the_others(filled: Workspace, board: Dashboard) -> None:
    delete_view(filled, board.tiles[0].view_id or 0)

    contents = {content.title: content for content in contents_of(filled, current_store(filled.slug), board)}

    assert "was deleted" in contents["Deleted view"].problem
    assert "no segment called 'gone'" in contents["Broken"].problem
    assert contents["Grid"].result is not None


def test_the_report_writes_every_script(filled: Workspace, board: Dashboard, tmp_path: Path) -> None:
    words = text_of(dashboard_as_pdf(filled, current_store(filled.slug), board), tmp_path)

    for expected in (*SHOPS, "Every Monday", "ลูกค้า 客戶", "คลังสินค้าปิด 倉庫關閉", "30.0", "95% interval", "Page 1 of"):
        assert expected in words
    assert "There is no segment called 'gone'" in words


def test_an_empty_dashboard_is_a_page_that_says_so(filled: Workspace, tmp_path: Path) -> None:
    empty = add_dashboard(filled, DashboardDraft("Empty"))

    assert "nothing on this dashboard" in text_of(dashboard_as_pdf(filled, current_store(filled.slug), empty), tmp_path)


def test_the_command_lists_dashboards_and_writes_one(home: Home, filled: Workspace, board: Dashboard, tmp_path: Path) -> None:
    [command] = COMMANDS
    run = partial(run_command, command, home=home)

    assert "Every Monday" in run("list")
    assert [row["tiles"] for row in json.loads(run("list", as_json=True))] == [9]
    run("export", str(board.id), "--pdf", str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def text_of(report: bytes, folder: Path) -> str:
    """Return the texts of a PDF, as a reader copies them."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (Debian: poppler-utils) is not installed")
    (folder / "report.pdf").write_bytes(report)
    command = [program, "-layout", str(folder / "report.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
