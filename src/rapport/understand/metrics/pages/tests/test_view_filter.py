"""The filter bar reads its choices from the address, and says what it could not read."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl

import pytest

from rapport.core import clock
from rapport.record.store.public import Store
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.pages.tests.story import TODAY
from rapport.understand.metrics.pages.view_filter import ViewFilter, parse_view_filter
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.question import Against, Grain
from rapport.understand.metrics.tests.streams import ALICE


@pytest.fixture(autouse=True)
def _is_today() -> Iterator[None]:
    before = clock.set_clock(lambda: TODAY)
    yield
    clock.set_clock(before)


@pytest.fixture
def read(story_store: Store, request: pytest.FixtureRequest) -> "Read":
    return Read(story_store)


class Read:
    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, **parameters: str) -> ViewFilter:
        return parse_view_filter(parameters, ALICE, store=self._store)


def test_without_choices_it_is_the_last_ninety_days_with_data(read: Read) -> None:
    usual = read()

    assert (usual.first, usual.last, usual.grain) == (date(2026, 4, 2), date(2026, 6, 30), Grain.WEEK)
    question = usual.question("nps")
    assert question.comparison is Against.PREVIOUS
    assert question == parse_question("nps", zone="UTC", first="2026-04-02", last="2026-06-30", compare="previous")
    assert usual.as_query() == ""


@pytest.mark.parametrize(
    ("parameters", "first", "last", "grain"),
    [
        pytest.param({"period": "7d"}, date(2026, 6, 24), date(2026, 6, 30), Grain.DAY, id="week"),
        pytest.param({"period": "12m"}, date(2025, 7, 1), date(2026, 6, 30), Grain.MONTH, id="year"),
        pytest.param({"period": "all"}, None, None, Grain.WEEK, id="all"),
        pytest.param({"from": "2026-01", "to": "2026-03"}, date(2026, 1, 1), date(2026, 3, 31), Grain.WEEK, id="months"),
        pytest.param({"from": "2026-06-10"}, date(2026, 6, 10), None, Grain.DAY, id="open end"),
    ],
)
def test_periods_have_names_or_days(
    read: Read, parameters: dict[str, str], first: date | None, last: date | None, grain: Grain
) -> None:
    chosen = read(**parameters)

    assert (chosen.first, chosen.last, chosen.grain) == (first, last, grain)
    assert chosen.errors == ()


def test_an_address_says_all_choices_again(read: Read) -> None:
    chosen = read(
        **{"from": "2026-05-01", "to": "2026-05-31", "compare": "year", "every": "day", "channel": "email"}, where="score < 7"
    )

    again = read(**dict(parse_qsl(chosen.as_query())))

    assert again == chosen
    assert again.question("nps").filter == parse_question("nps", zone="UTC", where="(score < 7) and (channel = email)").filter
    assert "channel" not in chosen.as_query(channel=None)
    assert "every=week" in chosen.as_query(every="week")


def test_nothing_is_compared_without_two_ends(read: Read) -> None:
    assert read(period="all").question("nps").comparison is None
    assert read(compare="none").question("nps").comparison is None
    assert read().question("nps", is_compared=False).comparison is None


def test_what_cannot_be_read_is_said_and_left_out(read: Read) -> None:
    wrong = read(period="soon", where="country = ", channel="pigeon", every="hour", compare="later")

    assert len(wrong.errors) == 5
    assert (wrong.where_typed, wrong.where_error in wrong.errors, len(wrong.other_errors)) == ("country =", True, 4)
    assert dict(parse_qsl(wrong.as_query()))["where"] == "country ="
    assert (wrong.where, wrong.channel, wrong.every, wrong.preset, wrong.compare) == ("", "", None, "90d", "previous")
    [unknown] = read(where="contry = DE").errors
    assert "Did you mean country?" in unknown
    [backwards] = read(**{"from": "2026-05-01", "to": "2026-04-01"}).errors
    assert "ends before it begins" in backwards


def test_its_figures_are_those_of_the_command_line(read: Read, story_store: Store) -> None:
    chosen = read(channel="email", where="country in (DE, FR)")

    asked = parse_question(
        "nps",
        zone="UTC",
        first="2026-04-02",
        last="2026-06-30",
        where="country in (DE, FR) and channel = email",
        compare="previous",
    )

    assert ask(ALICE, story_store, chosen.question("nps")).rows == ask(ALICE, story_store, asked).rows


def test_it_knows_when_it_singles_people_out(read: Read) -> None:
    assert not read(channel="email").is_about_people
    assert read(where="country = DE").is_about_people
