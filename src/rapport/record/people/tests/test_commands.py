import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rapport.accounts.public import Workspace
from rapport.core.batch import to_batch, write_batch
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.tests.running import run_command
from rapport.record.identity.tests.cast import device, email
from rapport.record.people.annotations import add_note, add_tag
from rapport.record.people.commands import COMMANDS
from rapport.record.people.erasing import Places
from rapport.record.people.finding import find_people
from rapport.record.people.page import Page
from rapport.record.people.person import read_person, whole_timeline
from rapport.record.people.tests.factory import happened, imported, number_of, places_of
from rapport.record.store.public import close_all
from rapport.spool.public import NewBatch, open_spool

DANA, EVE = email("dana@acme.test"), email("eve@gmail.com")


def page_of(places: Places, width: int = 100, zone: str = "Europe/Riga") -> str:
    person = read_person(places.workspace, places.store, number_of(places, DANA))
    lines = Page(replace(places.workspace, zone=zone), width).lines(person, list(whole_timeline(places.store, person.id)))
    return "\n".join(lines)


def test_the_page_tells_who_it_is_how_it_is_known_and_what_happened(places: Places) -> None:
    imported(
        places,
        [
            happened("1", DANA, kind="profile_updated", traits={"name": "Dana Doe", "plan": "pro"}),
            happened("2", DANA, device("d1"), text="The lamp is broken", channel="email", direction="inbound"),
            happened("3", DANA, kind="survey_answered", metric="nps", score=3.0, scale_max=10.0),
            happened("4", DANA, kind="order_placed", amount=1999, currency="EUR", order_id="o-9"),
        ],
    )
    add_tag(places.workspace, number_of(places, DANA), "vip")
    add_note(places.workspace, number_of(places, DANA), "Called back")

    flowing = " ".join(page_of(places).split())

    for told in (
        "Dana Doe (person",
        "acme.test",
        "Tags: vip",
        "device d1",
        "The device was seen with this person only.",
        "pro (shop",
    ):
        assert told in flowing
    for told in (
        "Saturday 2026-01-31",
        "14:00 → email",
        "The lamp is broken",
        "nps 3 of 10",
        "19.99 EUR",
        "order o-9",
        "Called back",
    ):
        assert told in flowing


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_of_the_page_is_wider_than_the_terminal(places: Places, width: int) -> None:
    imported(
        places,
        [
            happened("1", DANA, text="จัดส่งเร็วมาก " * 40),
            happened("2", DANA, text="word " * 200, url="https://x.test/" + "a" * 300),
        ],
    )

    assert max(len(line) for line in page_of(places, width).splitlines()) <= width


def test_found_people_are_listed_with_what_they_were_found_by(places: Places) -> None:
    imported(
        places, [happened("1", DANA, kind="profile_updated", traits={"name": "Dana Doe"}), happened("2", DANA, device("d1"))]
    )

    lines = list(Page(places.workspace, 100).found(find_people(places.workspace, places.store, "dana@")))

    assert lines == [f"{number_of(places, DANA)}  Dana Doe  dana@acme.test, d1"]


@pytest.fixture
def person(workspace: Workspace, home: Home) -> Iterator[Callable[..., Any]]:  # Any: JSON
    """Runs `rapport person … --json` in this process on a home with one message of Dana and one of Eve."""
    with places_of(workspace, home) as places:
        imported(places, [happened("1", DANA, text="mine"), happened("2", EVE, text="hers")])
    [command] = COMMANDS

    def answer(*arguments: str) -> Any:
        return json.loads(run_command(command, *arguments, home=home, workspace=workspace.slug, as_json=True))

    yield answer
    close_all()


def test_merging_and_unmerging_by_command_moves_the_timeline_there_and_back(person: Callable[..., Any]) -> None:
    dana, eve = person("show", "dana@acme.test"), person("show", "eve@gmail.com")

    merge = person("merge", "dana@acme.test", "eve@gmail.com", "--reason", "one household")
    together = person("show", str(eve["id"]))
    parted = person("unmerge", str(merge["id"]))

    assert sorted(row["text"] for row in together["timeline"]) == ["hers", "mine"]
    assert [row["reason"] for row in together["merges"]] == ["one household"]
    assert set(parted["people"]) == {dana["id"], eve["id"]}
    assert [row["text"] for row in person("show", "dana@acme.test")["timeline"]] == ["mine"]


def test_showing_takes_a_limit_and_a_time(person: Callable[..., Any]) -> None:
    assert person("show", "dana@acme.test", "--before", "2026-01-31")["timeline"] == []
    assert len(person("show", "dana@acme.test", "--before", "2026-02-01T00:00:00Z", "--limit", "1")["timeline"]) == 1
    with pytest.raises(UserError, match="--limit"):
        person("show", "dana@acme.test", "--limit", "0")
    with pytest.raises(UserError, match="not a time"):
        person("show", "dana@acme.test", "--before", "yesterday")


def test_the_next_page_goes_on_behind_an_interaction_of_the_same_moment(person: Callable[..., Any]) -> None:
    person("merge", "dana@acme.test", "eve@gmail.com")

    (first,) = person("show", "dana@acme.test", "--limit", "1")["timeline"]
    after = person("show", "dana@acme.test", "--before", f"{first['occurred_at']},{first['id']}")["timeline"]

    assert {first["text"], *(row["text"] for row in after)} == {"mine", "hers"}


def test_an_export_goes_to_the_home_unless_told_otherwise(person: Callable[..., Any], home: Home, tmp_path: Path) -> None:
    assert Path(person("export", "dana@acme.test")["path"]).is_relative_to(home.path)
    assert person("export", "dana@acme.test", "--format", "csv", "--out", str(tmp_path / "dana"))["interactions"] == 1
    assert (tmp_path / "dana" / "timeline.csv").exists()


def test_erasing_takes_out_only_the_person_that_was_named(person: Callable[..., Any]) -> None:
    assert person("erase", "dana@acme.test")["interactions"] == 1
    assert person("find", "dana") == []
    assert [found["matched"] for found in person("find", "eve")] == ["eve@gmail.com"]


def test_notes_tags_consents_and_suppressions_are_written_by_command(person: Callable[..., Any]) -> None:
    person("note", "dana@acme.test", "Called back")
    person("tag", "dana@acme.test", "vip")
    person("suppress", "email", "dana@acme.test", "--reason", "asked")
    person("consent", "dana@acme.test", "marketing", "withdrawn")

    dana = person("show", "dana@acme.test")
    assert [note["text"] for note in dana["notes"]] == ["Called back"]
    assert [tag["name"] for tag in dana["tags"]] == ["vip"]
    assert [row["reason"] for row in dana["suppressions"]] == ["asked"]
    assert dana["consents"]["current"]["marketing"]["status"] == "withdrawn"
    assert person("tag", "dana@acme.test", "vip", "--remove")["tags"] == []
    assert person("suppress", "email", "dana@acme.test", "--lift")["suppressed"] is False


def test_the_program_erases_and_compacts(
    rapport: Callable[..., subprocess.CompletedProcess[str]], process_environment: dict[str, str]
) -> None:
    assert rapport("workspace", "list").returncode == 0
    files = Home(Path(process_environment["RAPPORT_HOME"])).workspace("default")
    files.path.mkdir(parents=True, exist_ok=True)
    body = write_batch(to_batch([happened("1", DANA, text="mine")]))
    with open_spool(files.spool) as spool:
        spool.append([NewBatch(import_id="i", source="shop", form="arrow", body=body, rows=1)])

    done = rapport("person", "erase", "Dana@acme.test", "--compact", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["is_compacted"]
    left = [
        path
        for path in Path(process_environment["RAPPORT_HOME"]).rglob("*")
        if path.is_file() and b"dana@acme" in path.read_bytes()
    ]
    assert left == []
