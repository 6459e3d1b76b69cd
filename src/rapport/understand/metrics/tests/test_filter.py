"""Filters, asked of a small story on every engine."""

import pytest

from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.filter import asks_about_people, has_window
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, happened

_TRAITS = {1: {"plan": "pro", "age": 41, "since": "2025-11-03"}, 2: {"plan": "free", "age": 9, "since": "2026-02-01"}}
STREAM = (
    happened("profile_updated", "2025-12-01 10:00", 1, traits={"plan": "free"}, direction="internal"),
    *(happened("profile_updated", "2026-01-01 10:00", p, traits=traits, direction="internal") for p, traits in _TRAITS.items()),
    # Person 1 in Germany: a page, two orders of one line and one of two lines.
    happened("page_viewed", "2026-02-01 10:00", 1, url="https://example.com/Preise", channel="web", dimensions={"country": "DE"}),
    happened("order_placed", "2026-02-02 10:00", 1, amount=1000, currency="EUR", order_id="a", channel="web"),
    happened("order_placed", "2026-03-02 10:00", 1, amount=2000, currency="EUR", order_id="b", channel="app"),
    happened("order_placed", "2026-03-02 10:00", 1, amount=2500, currency="EUR", order_id="b", channel="app"),
    # Person 2 in France: one order of two lines.
    happened("page_viewed", "2026-03-03 10:00", 2, url="https://example.com/", channel="web", dimensions={"country": "FR"}),
    happened("order_placed", "2026-03-04 10:00", 2, amount=100, currency="EUR", order_id="c", channel="web"),
    happened("order_placed", "2026-03-04 10:00", 2, amount=200, currency="EUR", order_id="c", channel="web"),
    # Person 3 said nothing of a country, and nobody is known in the last one.
    happened("page_viewed", "2026-03-05 22:00", 3, url="https://example.com/", channel="app", score=7.0),
    happened("page_viewed", "2026-03-06 10:00", None, url="https://example.com/", channel="web", dimensions={"country": "7"}),
)
_VISITS = "kind = page_viewed and "


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("country = DE", 1),
        ("d_country = DE", 1),
        (_VISITS + "country != DE", 3),
        (_VISITS + "not country = DE", 3),
        (_VISITS + "country not in (DE, FR)", 2),
        ("country in (DE, FR)", 2),
        ("country in (DE, 7)", 2),
        ("country = 7", 1),
        ("country < 10", 1),
        (_VISITS + "country is empty", 1),
        (_VISITS + "country is not empty", 3),
        ("url contains preise", 1),
        (r"url matches 'com/$'", 3),
        ("amount > 10.5", 2),
        ("amount = 1", 1),
        ("score >= 7", 1),
        (_VISITS + "channel = web or country = DE", 3),
        ("time >= 2026-03-06", 1),
        ("time < 2026-02-01T10:00:00Z and kind = profile_updated", 3),
        ("weekday = Sunday and kind = page_viewed", 1),
        ("hour >= 20", 1),
        ("month = February", 2),
        # The latest plan of person 1 is pro, also for what was before.
        (_VISITS + "trait.plan = pro", 1),
        (_VISITS + "trait.plan != pro", 3),
        (_VISITS + "trait.plan is empty", 2),
        (_VISITS + "trait.age < 10", 1),
        (_VISITS + "trait.age = 41", 1),
        (_VISITS + "trait.since >= 2026-01-15", 1),
        (_VISITS + "trait.since contains '2025-11'", 1),
        (_VISITS + "did(order_placed)", 2),
        (_VISITS + "not did(order_placed)", 2),
        (_VISITS + "did(order_placed, 30d)", 2),
        (_VISITS + "did(order_placed, 3d)", 1),
        # Lines of one order are one order.
        (_VISITS + "did(order_placed) >= 2", 1),
        (_VISITS + "did(order_placed) = 1", 1),
        (_VISITS + "did(order_placed) < 2", 3),
        (_VISITS + "did(order_placed) = 0", 2),
        (_VISITS + "did(order_placed, 60d, amount > 20)", 1),
        (_VISITS + "did(order_placed, channel = app) and did(order_placed, channel = web)", 1),
        ("person = 3", 1),
    ],
)
def test_it_keeps_what_fulfils_it(where: str, count: int, engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STREAM, engine)

    answer = ask(ALICE, store, parse_question("interactions", zone="UTC", last="2026-03-06", where=where))

    assert answer.rows[0].estimate.value == count


@pytest.mark.parametrize("engine", ENGINES)
def test_people_are_filtered_by_their_first_interaction(engine: str, open_stream: OpenStream) -> None:
    store = open_stream(STREAM, engine)

    answer = ask(ALICE, store, parse_question("new_people", zone="UTC", where="channel = app or trait.plan = pro"))

    assert answer.rows[0].estimate.value == 2


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("contry = DE", "Did you mean country"),
        ("country", "compares nothing"),
        ("did(order_placd)", "no kind called 'order_placd'"),
        ("did()", r"Write did\(KIND\)"),
        ("did(order_placed) >= many", "compared with a whole number"),
        ("visited(home)", "no function visited"),
        ("score = high", "compares a number with 'high'"),
        ("time > soon", "Write it as 2017-05-01"),
        ("score contains 7", "Only texts can be searched"),
        ("url matches '('", "cannot be read"),
        (r"url matches 'a(?=b)'", "which RE2 cannot"),
        (r"url matches '(a)\\1'", "which RE2 cannot"),
        ("country in (DE, channel + 1)", "values only"),
        ("source != r-package-devel", "source != 'such-a-value'"),
        ("7 <= score", "left of the value"),
        ("amount + 1 > 3", "compares a name with a value"),
    ],
)
def test_it_says_what_it_cannot_filter_by(where: str, words: str, open_stream: OpenStream) -> None:
    with pytest.raises(UserError, match=words):
        ask(ALICE, open_stream(STREAM, "duckdb"), parse_question("interactions", zone="UTC", where=where))


def test_values_are_bound_and_never_written_into_the_statement(open_stream: OpenStream) -> None:
    injected = "country = \"x' OR '1' = '1\" or trait.plan = \"'; DROP TABLE interactions; --\""

    answer = ask(ALICE, open_stream(STREAM, "duckdb"), parse_question("interactions", zone="UTC", where=injected))

    assert answer.rows[0].estimate.value == 0


@pytest.mark.parametrize(
    ("where", "expected"),
    [("channel = web", False), ("country = DE", True), ("not trait.plan = pro", True), ("score > 3 and did(page_viewed)", True)],
)
def test_it_knows_when_a_filter_singles_out_people(where: str, expected: bool) -> None:
    assert asks_about_people(parse_expression(where, bare_words_are_values=True)) is expected


def test_it_knows_when_a_filter_looks_back_from_the_end_of_the_period() -> None:
    assert has_window(parse_expression("a = 1 and not did(page_viewed, 30d) >= 2"))
    assert not has_window(parse_expression("did(page_viewed)"))
