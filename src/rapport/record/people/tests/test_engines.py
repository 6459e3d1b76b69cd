"""What asks the store in its own words, on every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home
from rapport.record.identity.tests.cast import email, user
from rapport.record.people.erasing import Places, erase_person
from rapport.record.people.finding import find_people
from rapport.record.people.merging import merge_people
from rapport.record.people.person import read_person, whole_timeline
from rapport.record.people.tests.factory import happened, imported, number_of, places_of
from rapport.record.store.tests.engines import ENGINES, open_empty_store

DANA, NUMBER = email("dana@acme.test"), user("12346")


@pytest.fixture(params=ENGINES)
def places(request: pytest.FixtureRequest, workspace: Workspace, home: Home, tmp_path: Path) -> Iterator[Places]:
    with places_of(workspace, home, store=open_empty_store(request.param, tmp_path)) as made:
        yield made


@pytest.mark.parametrize("text", ["dana d", "Doe", "DANA", "Dana Doe"])
def test_people_are_found_by_name(places: Places, text: str) -> None:
    imported(places, [happened("1", DANA, kind="profile_updated", traits={"Name": "Dana Doe"}), happened("2", NUMBER)])

    assert [found.id for found in find_people(places.workspace, places.store, text)] == [number_of(places, DANA)]


def test_a_merged_person_has_both_timelines_and_the_latest_traits(places: Places) -> None:
    imported(places, [happened("1", DANA, kind="profile_updated", traits={"plan": "pro", "seats": 3}), happened("2", NUMBER)])

    row = merge_people(places.workspace, places.store, number_of(places, DANA), number_of(places, NUMBER), reason="")

    person = read_person(places.workspace, places.store, row.kept_person_id)
    assert {trait.name: trait.latest.value for trait in person.traits.values()} == {"plan": "pro", "seats": 3}
    assert len(list(whole_timeline(places.store, person.id))) == 2


def test_an_erased_person_is_gone_from_the_store(places: Places) -> None:
    imported(
        places,
        [
            happened("1", NUMBER, DANA, kind="subscription_ended", subscription_id="12346"),
            happened("2", DANA, kind="profile_updated", traits={"name": "Dana Doe"}),
        ],
    )

    erase_person(places, number_of(places, DANA))

    left = repr([places.store.query(f"SELECT * FROM {table}").rows for table in ("interactions", "traits")])
    assert [sign for sign in ("12346", "dana@acme.test", "Dana Doe") if sign in left] == []
    assert places.store.query("SELECT count(*) FROM interactions").rows == [(2,)]
