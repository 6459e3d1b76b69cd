from collections.abc import Sequence
from dataclasses import replace

import pytest

from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.people.figures import Money
from rapport.understand.metrics.people.listing import PeopleQuery, Sort, count_listed, list_people
from rapport.understand.metrics.public import ask, figures_of, open_conversations_of, parse_question
from rapport.understand.metrics.tests.conftest import OpenStream
from rapport.understand.metrics.tests.streams import ALICE, happened

DANA, EVE, FAY, GUS = 1, 2, 3, 4
STORY = (
    happened("profile_updated", "2026-01-01 09:00", DANA, direction="internal", traits={"name": "dana", "plan": "pro"}),
    happened("profile_updated", "2026-01-01 09:00", EVE, direction="internal", traits={"First Name": "Eve", "surname": "Adams"}),
    happened("profile_updated", "2026-01-01 09:00", GUS, direction="internal", traits={"name": "Gus", "plan": "free"}),
    happened("order_placed", "2026-01-02 10:00", DANA, order_id="o1", amount=5000, currency="EUR", direction="inbound"),
    happened("order_placed", "2026-01-02 10:00", DANA, order_id="o1", amount=1000, currency="EUR", direction="inbound"),
    happened("order_refunded", "2026-01-05 10:00", DANA, order_id="o1", amount=1500, currency="EUR", direction="outbound"),
    happened("order_placed", "2026-01-06 10:00", DANA, order_id="o2", amount=700, currency="USD", direction="inbound"),
    happened("survey_answered", "2026-01-07 10:00", DANA, metric="nps", score=3.0, direction="inbound"),
    happened("survey_answered", "2026-01-08 10:00", DANA, metric="nps", score=9.0, direction="inbound"),
    happened("survey_answered", "2026-01-08 11:00", DANA, metric="csat", score=4.0, scale_max=5.0, direction="inbound"),
    happened("conversation_opened", "2026-01-09 10:00", EVE, conversation_id="c1", direction="inbound", channel="email"),
    happened("message_received", "2026-01-09 11:00", EVE, conversation_id="c1", direction="inbound", channel="email"),
    happened("message_sent", "2026-01-12 11:00", EVE, conversation_id="c1", direction="outbound", channel="email"),
    happened("call_received", "2026-01-10 11:00", EVE, direction="inbound", channel="phone"),
    happened("order_placed", "2025-06-01 10:00", FAY, order_id="o3", amount=9000, currency="EUR", direction="inbound"),
    happened("page_viewed", "2026-01-31 10:00", None, direction="inbound"),
)
"""Dana buys in two currencies and answers; Eve asks for help; Fay bought long ago; of Gus only a profile is known."""
SOLVED_BY_NOBODY = (
    happened("conversation_opened", "2026-01-09 10:00", EVE, conversation_id="c1"),
    happened("conversation_solved", "2026-01-10 10:00", None, conversation_id="c1"),
)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, open_stream: OpenStream) -> Store:
    return open_stream(STORY, request.param)


def listed(store: Store, **query: object) -> Sequence[int]:
    return list_people(ALICE, store, PeopleQuery(**query)).people  # type: ignore[arg-type]  # the fields of the query


def test_the_figures_of_a_person_are_those_of_the_catalogue_for_that_person(store: Store) -> None:
    figures = figures_of(ALICE, store, [DANA, EVE, FAY, GUS, 99])

    for person in (DANA, EVE, FAY):
        one = figures[person]
        [orders] = ask(ALICE, store, parse_question("orders", zone="UTC", where=f"person = {person}")).rows
        revenue = ask(ALICE, store, parse_question("revenue", zone="UTC", by=["currency"], where=f"person = {person}")).rows
        [contacts] = ask(ALICE, store, parse_question("contact_rate", zone="UTC", where=f"person = {person}")).rows
        assert one.orders == orders.estimate.n
        assert {money.currency: money.amount / 100 for money in one.revenue} == {
            str(dict(row.key)["currency"]): row.estimate.value for row in revenue
        }
        assert one.contacts == contacts.estimate.value
    assert 99 not in figures


def test_figures_say_the_last_scores_and_when_somebody_was_there(store: Store) -> None:
    figures = figures_of(ALICE, store, [DANA, EVE, GUS])

    dana, eve, gus = figures[DANA], figures[EVE], figures[GUS]
    assert dana.nps is not None
    assert dana.csat is not None
    assert (dana.nps.value, f"{dana.nps.at:%m-%d}", dana.csat.value, dana.csat.highest) == (9.0, "01-08", 4.0, 5.0)
    assert dana.revenue == (Money(4500, "EUR"), Money(700, "USD"))
    assert (dana.interactions, dana.orders, dana.contacts) == (8, 2, 0)
    assert eve.contacts == 2
    assert eve.last_seen_at is not None
    assert f"{eve.last_seen_at:%m-%d}" == "01-10"  # what the brand sends is no sign of life
    assert (gus.first_seen_at, gus.interactions, gus.nps) == (None, 1, None)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", {DANA, EVE, FAY, GUS}),
        ("trait.plan = pro", {DANA}),
        ("not did(order_placed)", {EVE, GUS}),
        ("did(order_placed, 90d)", {DANA}),
        ("did(order_placed) >= 2", {DANA}),
        ("channel = phone", {EVE}),
        ("amount > 55", {FAY}),
        ("person in (1, 4)", {DANA, GUS}),
        ("(trait.plan is not empty) and (not did(order_placed, 30d))", {GUS}),
    ],
)
def test_a_filter_finds_people_by_what_they_are_and_did(store: Store, where: str, expected: set[int]) -> None:
    assert set(listed(store, where=where)) == expected
    assert count_listed(ALICE, store, where=where) == len(expected)


@pytest.mark.parametrize(
    ("sort", "down", "up"),
    [
        (Sort.LAST_SEEN, [EVE, DANA, FAY, GUS], [FAY, DANA, EVE, GUS]),
        (Sort.FIRST_SEEN, [EVE, DANA, FAY, GUS], [FAY, DANA, EVE, GUS]),
        (Sort.NAME, [GUS, EVE, DANA, FAY], [DANA, EVE, GUS, FAY]),
        (Sort.INTERACTIONS, [DANA, EVE, FAY, GUS], [FAY, GUS, EVE, DANA]),
        (Sort.ORDERS, [DANA, FAY, EVE, GUS], [EVE, GUS, FAY, DANA]),
        (Sort.CONTACTS, [EVE, DANA, FAY, GUS], [DANA, FAY, GUS, EVE]),
        (Sort.REVENUE, [FAY, DANA, EVE, GUS], [DANA, FAY, EVE, GUS]),
        (Sort.NPS, [DANA, EVE, FAY, GUS], [DANA, EVE, FAY, GUS]),
    ],
)
def test_each_order_goes_both_ways_and_who_has_no_value_comes_last(
    store: Store, sort: Sort, down: list[int], up: list[int]
) -> None:
    for is_ascending, expected in ((False, down), (True, up)):
        query = PeopleQuery(sort=sort, is_ascending=is_ascending)
        assert list(list_people(ALICE, store, query).people) == expected
        assert through_pages(store, query) == expected


def through_pages(store: Store, query: PeopleQuery) -> list[int]:
    """Go through a list one person at a time."""
    found: list[int] = []
    page = list_people(ALICE, store, query, limit=1)
    while page.people:
        found += page.people
        if page.behind is None:
            break
        page = list_people(ALICE, store, query, behind=page.behind, limit=1)
    return found


def test_what_somebody_waits_for_is_what_the_backlog_counts(store: Store) -> None:
    [open_one] = open_conversations_of(store, EVE)
    [backlog] = ask(ALICE, store, parse_question("backlog", zone="UTC", where=f"person = {EVE}")).rows

    assert (open_one.name, f"{open_one.opened_at:%m-%d}", f"{open_one.last_at:%m-%d}") == ("c1", "01-09", "01-12")
    assert backlog.estimate.value == 1
    assert open_conversations_of(store, DANA) == []


def test_a_conversation_that_a_row_of_nobody_solved_is_not_waited_for(open_stream: OpenStream) -> None:
    assert open_conversations_of(open_stream(SOLVED_BY_NOBODY, "duckdb"), EVE) == []


def test_a_list_can_be_narrowed_to_those_whom_a_search_found(store: Store) -> None:
    assert set(listed(store, among=(EVE, FAY, 99))) == {EVE, FAY}
    assert set(listed(store, among=())) == set()
    assert set(listed(store, among=(EVE, FAY), where="did(order_placed)")) == {FAY}


def test_a_filter_that_cannot_be_read_is_told_to_who_wrote_it(store: Store) -> None:
    with pytest.raises(UserError, match="nothing called 'shoe_size'"):
        list_people(ALICE, store, PeopleQuery(where="shoe_size = 44"))


def test_spans_count_back_from_the_last_day_with_data_in_the_workspaces_zone(store: Store) -> None:
    tokyo = replace(ALICE, zone="Asia/Tokyo")

    assert set(list_people(tokyo, store, PeopleQuery(where="did(order_placed, 26d)")).people) == {DANA}
    assert set(list_people(tokyo, store, PeopleQuery(where="did(order_placed, 25d)")).people) == set()
