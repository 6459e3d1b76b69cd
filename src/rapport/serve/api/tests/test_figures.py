"""Figures through the API are those of the command line."""

import io
import json
from pathlib import Path

import pytest

from rapport.core.commands import CommandContext
from rapport.core.home import current_home
from rapport.serve.api.tests.shop import Caller
from rapport.serve.invocation.public import parse


def printed(shop: Caller, *words: str) -> object:
    """What a command prints with --json, run where the store is, as for everybody while a server runs."""
    line = parse([*words, "--workspace", shop.workspace.slug, "--json"], cwd=Path.cwd())
    out = io.StringIO()
    context = CommandContext(current_home(), shop.workspace.slug, True, out, io.StringIO(), False, 80)
    line.command.run(line.arguments, context)
    return json.loads(out.getvalue())


QUESTIONS = {
    "plain": (("nps",), {}),
    "by month and country": (
        ("nps", "--from", "2026-01", "--every", "month", "--by", "country"),
        {"from": "2026-01", "every": "month", "by": ["country"]},
    ),
    "filtered and compared": (
        ("nps", "--from", "2026-02", "--to", "2026-02", "--where", "country = LV", "--compare", "previous"),
        {"from": "2026-02", "to": "2026-02", "where": "country = LV", "compare": "previous"},
    ),
    "weighted": (("nps", "--weighted"), {"weighted": True}),
    "count": (
        ("interactions", "--by", "country", "--from", "2026-02", "--compare", "2026-01"),
        {"by": ["country"], "from": "2026-02", "compare": "2026-01"},
    ),
}


@pytest.mark.parametrize(("words", "asked"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_every_answer_is_that_of_the_command_line(shop: Caller, words: tuple[str, ...], asked: dict[str, object]) -> None:
    metric = words[0]

    by_body = shop.post("/ask", {"metric": metric, **asked})
    query = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.items()}
    by_address = shop.get("/ask", {"metric": metric, **query})

    assert by_body.status_code == by_address.status_code == 200, (by_body.content, by_address.content)
    assert by_body.json() == by_address.json() == printed(shop, "ask", *words)


def test_definitions_and_changes_are_those_of_the_command_line(shop: Caller) -> None:
    assert shop.get("/metrics").json() == printed(shop, "metrics")
    assert shop.get("/metrics/nps").json() == printed(shop, "metrics", "nps")
    asked = {"from": "2026-02", "to": "2026-02", "metric": "nps,interactions", "by": "country"}
    words = ("changes", "--from", "2026-02", "--to", "2026-02", "--metric", "nps,interactions", "--by", "country")
    assert shop.get("/changes", asked).json() == printed(shop, *words)


def test_a_segment_narrows_a_question(shop: Caller) -> None:
    key = shop.post("/segments", {"name": "Latvia", "where": "country = LV or country = LT"}).json()["key"]

    narrowed = shop.get("/ask", {"metric": "nps", "segment": key, "where": "not (country = TH)"}).json()

    assert narrowed == shop.get("/ask", {"metric": "nps", "where": "country = LV"}).json()
    assert shop.post("/ask", {"metric": "nps", "segment": key}).json()["rows"] == narrowed["rows"]
    refused = shop.get("/ask", {"metric": "nps", "segment": "gone"})
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "segment")


def test_a_question_that_cannot_be_answered_says_what_to_do(shop: Caller) -> None:
    unknown = shop.get("/ask", {"metric": "happiness"})
    unreadable = shop.get("/ask", {"metric": "nps", "where": "country ="})
    misspelt = shop.get("/ask", {"metric": "nps", "form": "2026"})

    assert [each.status_code for each in (unknown, unreadable, misspelt)] == [422, 422, 422]
    assert "nps" in unknown.json()["detail"]
    assert misspelt.json()["errors"][0]["parameter"] == "form"
    assert shop.get("/metrics/happiness").status_code == 404
