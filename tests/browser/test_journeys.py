"""What people come for, from the first click to the last."""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.served import Served

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("RAPPORT_SHARED_DATA", ROOT.parent / "shared" / "data"))
SFO = SHARED / "survey-sfo" / "2017_SFO_Customer_Survey.csv.gz"


def test_an_uploaded_survey_gives_its_known_score_and_leads_to_one_respondent_in_two_clicks(page: Page, served: Served) -> None:
    if not SFO.exists():
        pytest.skip(f"THE KNOWN SCORE IS NOT TESTED: {SFO.name} is not there (RAPPORT_SHARED_DATA names its folder).")
    served.run("workspace", "create", "airport")
    served.run("member", "add", "alice@example.com", "--role", "owner", "--workspace", "airport")

    page.goto(f"{served.address}/w/airport/sources/")
    page.set_input_files("#files", SFO)
    page.wait_for_url("**/sources/uploads/**")
    page.fill("input[name=month]", "2017-05")
    page.get_by_role("button", name="Read it again").click()
    page.get_by_role("button", name="Import this file").click()
    page.get_by_role("link", name="See the figures").click(timeout=60_000)

    tile = page.locator(".tile", has_text="Net promoter score").first
    expect(tile).to_contain_text("39.84")
    expect(tile).to_contain_text("2,746")
    tile.get_by_role("link", name=re.compile("detractors", re.IGNORECASE)).first.click()
    page.locator("main a[href*='/people/']").first.click()
    expect(page).to_have_url(re.compile(r"/w/airport/people/\d+/"))
    expect(page.locator("main")).to_contain_text(re.compile(r"\b[0-6]\b"))


def test_a_figure_is_the_same_on_the_page_in_the_terminal_and_in_the_api(page: Page, served: Served) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-06-30")
    told = json.loads(served.run("ask", "nps", *period, "--workspace", "demo", "--json"))["rows"][0]

    page.goto(f"{served.address}/w/demo/metrics/nps/?from=2026-01-01&to=2026-06-30")

    expect(page.locator("main")).to_contain_text(f"{told['value']:.2f}".replace("-", "−"))
    expect(page.locator("main")).to_contain_text(f"{told['n']:,}")
