import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection

from rapport.accounts.public import audit_log
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.core.interaction import Interaction
from rapport.record.identity.tests.cast import device, email, handle, phone, user
from rapport.record.people import erasing, models
from rapport.record.people.annotations import add_note, add_tag
from rapport.record.people.erasing import Places, erase_person, finish_interrupted
from rapport.record.people.exporting import export_json
from rapport.record.people.merging import merge_people
from rapport.record.people.person import read_person, whole_timeline
from rapport.record.people.suppression import is_suppressed, suppress
from rapport.record.people.tests.factory import happened, imported, number_of, places_of, spooled
from rapport.spool.public import Reject

DANA, PHONE, EVE = email("dana.doe@acme.test"), phone("+4930123458"), email("eve@acme.test")
ACCOUNT, LAPTOP, HANDLE = user("cust-884422"), device("laptop-55aa55aa"), handle("@dana_doe", "github")
SIGNS = ("dana.doe", "4930123458", "30 123458", "30123458", "cust-884422", "laptop-55aa55aa", "dana_doe", "Dana Doe")


def life_of_dana() -> list[Interaction]:
    """Everything in which Dana leaves a trace, and what Eve says about her."""
    return [
        happened(
            "profile",
            DANA,
            ACCOUNT,
            kind="profile_updated",
            traits={"name": "Dana Doe", "email": "dana.doe@acme.test", "plan": "pro"},
        ),
        happened(
            "dana.doe@acme.test-1",
            ACCOUNT,
            LAPTOP,
            PHONE,
            text="Please call 030 123458",
            conversation_id="dana.doe@acme.test-thread",
        ),
        happened(
            "order",
            ACCOUNT,
            HANDLE,
            kind="order_placed",
            amount=4200,
            currency="EUR",
            order_id="o-1",
            properties={"ship_to": "Dana Doe"},
        ),
        happened("nps", DANA, kind="survey_answered", metric="nps", score=9.0, text="Great", dimensions={"country": "DE"}),
        happened("url", LAPTOP, kind="page_viewed", url="https://x.test/?email=dana.doe%40acme.test"),
        happened("eve", EVE, text="Ask Dana Doe (DANA.DOE@acme.test) instead", properties={"cc": ["dana.doe@acme.test"]}),
    ]


def totals(places: Places) -> Sequence[object]:
    sql = """
        SELECT count(*), sum(amount), avg(score), count(DISTINCT id), count(DISTINCT conversation_id), count(DISTINCT order_id),
               count(DISTINCT kind), sum(CASE WHEN d_country = 'DE' THEN 1 ELSE 0 END), count(DISTINCT person_id)
        FROM interactions
    """
    return places.store.query(sql).rows[0]


def everything_in(folder: Path) -> bytes:
    return b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def signs_in(data: bytes) -> list[str]:
    return [
        sign
        for sign in SIGNS
        for form in (sign, sign.upper())
        for written in (form.encode(), form.encode("utf-16-le"))
        if written in data
    ]


@pytest.mark.django_db(transaction=True)
def test_after_erase_and_compact_no_byte_of_the_home_tells_who_it_was(workspace_in_home: Places, home: Home) -> None:
    places = workspace_in_home
    imported(places, life_of_dana())
    dana = number_of(places, DANA)
    places.spool.keep_rejects(
        [Reject("import-1", "shop", "", "dana.doe@acme.test.csv", 7, '{"mail": "Dana.Doe@acme.test"}', "bad_time", "")]
    )
    add_note(places.workspace, dana, "Dana Doe is nice")
    add_tag(places.workspace, dana, "friend of dana.doe")
    suppress(places.workspace, "email", "dana.doe@acme.test", reason="Dana Doe asked")
    export_json(
        read_person(places.workspace, places.store, dana), whole_timeline(places.store, dana), places.files.exports / "dana.json"
    )
    spooled(places, [happened("late", DANA, text="still in the spool")])
    before = totals(places)
    assert set(signs_in(everything_in(home.path)))

    erase_person(places, dana)
    places.store.compact()
    places.spool.compact()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copytree(Path(str(connection.settings_dict["NAME"])).parent, home.path / "operational")

    assert signs_in(everything_in(home.path)) == []
    after = totals(places)
    assert after[0] == before[0] + 1  # type: ignore[operator]  # the late one
    assert after[1:4] == (before[1], before[2], before[3] + 1)  # type: ignore[operator]  # numbers
    assert after[5:] == before[5:]


@pytest.fixture
def workspace_in_home(places: Places) -> Places:
    return places


def test_importing_an_erased_person_again_stores_nothing(places: Places) -> None:
    imported(places, life_of_dana())
    erase_person(places, number_of(places, DANA))
    before = totals(places)

    imported(places, [*life_of_dana(), happened("new", DANA, text="again"), happened("new laptop row", LAPTOP)])

    assert totals(places) == before
    assert signs_in(str(places.store.query("SELECT * FROM interactions").rows).encode()) == []


def test_what_others_wrote_keeps_everything_but_the_person(places: Places) -> None:
    imported(places, life_of_dana())

    erased = erase_person(places, number_of(places, DANA))

    (eve,) = whole_timeline(places.store, number_of(places, EVE))
    assert eve.text == "Ask [erased] ([erased]) instead"
    assert json.loads(eve.properties or "") == {"cc": ["[erased]"]}
    assert erased.mentions > 0


def test_an_erasure_is_logged_without_saying_who_it_was(places: Places) -> None:
    imported(places, life_of_dana())
    dana = number_of(places, DANA)

    erase_person(places, dana)

    entry = audit_log(places.workspace.slug)[0]
    assert (entry.action, entry.subject) == ("person.erase", str(dana))
    assert signs_in(repr(entry).encode()) == []


def test_rows_that_a_merge_has_not_reached_yet_are_erased_too(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(places, [happened("1", DANA, text="one"), happened("2", ACCOUNT, text="two")])
    monkeypatch.setattr(places.store, "apply_moves", lambda moves, *, moves_seq: 0)  # the machine stops between the two
    row = merge_people(places.workspace, places.store, number_of(places, DANA), number_of(places, ACCOUNT), reason="")

    erase_person(places, row.kept_person_id)

    texts = places.store.query("SELECT count(text) FROM interactions").rows
    assert texts == [(0,)]


def test_a_suppressed_address_stays_suppressed_as_a_hash(places: Places) -> None:
    imported(places, life_of_dana())
    suppress(places.workspace, "email", "dana.doe@acme.test", reason="asked")

    erase_person(places, number_of(places, DANA))

    assert is_suppressed(places.workspace, "email", "dana.doe@acme.test")
    assert list(models.Suppression.objects.values_list("address", "reason")) == [("", "")]


def test_notes_and_tags_go_with_the_person(places: Places) -> None:
    imported(places, life_of_dana())
    add_note(places.workspace, number_of(places, DANA), "called")
    add_tag(places.workspace, number_of(places, EVE), "vip")

    erase_person(places, number_of(places, DANA))

    assert not models.Note.objects.exists()
    assert models.Tag.objects.count() == 1


@pytest.mark.parametrize("step", ["forget", "forget_annotations", "hide_addresses", "record_action"])
def test_an_interrupted_erasure_is_finished_by_the_next_one(places: Places, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    imported(places, life_of_dana())
    dana = number_of(places, DANA)

    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            erase_person(places, dana)
    finish_interrupted(places)

    assert signs_in(str(places.store.query("SELECT * FROM interactions").rows).encode()) == []
    assert not models.Erasure.objects.exists()
    with pytest.raises(UserError, match="no person"):
        erase_person(places, dana)


def test_the_files_that_mention_the_person_lose_their_rows_or_go(places: Places) -> None:
    imported(places, life_of_dana())
    for name, text in {
        "rejects/import-1.csv": 'mail,text\r\ndana.doe@acme.test,"two\r\nlines"\r\neve@acme.test,kept\r\n',
        "rejects/import-2.jsonl": '{"mail": "dana.doe@acme.test"}\n{"mail": "eve@acme.test"}\n',
        "exports/eve.json": '{"mail": "eve@acme.test"}',
        "exports/dana.txt": "DANA.DOE@ACME.TEST",
        "exports/folder of dana_doe/a.csv": "x\n",
    }.items():
        path = places.files.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")

    erased = erase_person(places, number_of(places, DANA))

    left = {
        path.name: path.read_bytes().decode()
        for path in places.files.path.rglob("*")
        if path.suffix in (".csv", ".jsonl", ".json", ".txt")
    }
    assert left == {
        "import-1.csv": "mail,text\r\neve@acme.test,kept\r\n",
        "import-2.jsonl": '{"mail": "eve@acme.test"}\n',
        "eve.json": '{"mail": "eve@acme.test"}',
    }
    assert erased.files == 4


def test_an_ordinary_customer_number_is_not_looked_for_in_the_words_of_others(places: Places) -> None:
    imported(
        places, [happened("1", user("2016"), text="mine"), happened("2", EVE, text="since 2016", dimensions={"year": "2016"})]
    )

    erase_person(places, number_of(places, user("2016")))

    (eve,) = whole_timeline(places.store, number_of(places, EVE))
    assert (eve.text, eve.dimensions) == ("since 2016", {"year": "2016"})


def test_a_customer_number_that_names_a_subscription_is_taken_out_of_it(places: Places) -> None:
    imported(places, [happened("1", user("12346"), kind="subscription_ended", subscription_id="12346")])
    dana = number_of(places, user("12346"))

    erase_person(places, dana)

    rows = places.store.query("SELECT subscription_id FROM interactions").rows
    assert rows[0][0] not in (None, "12346")


def test_another_workspace_is_left_alone(places: Places, other_workspace: object, home: Home) -> None:
    with places_of(other_workspace, home) as others:  # type: ignore[arg-type]  # a Workspace
        imported(places, life_of_dana())
        imported(others, life_of_dana())

        erase_person(places, number_of(places, DANA))

        assert read_person(others.workspace, others.store, number_of(others, DANA)).name == "Dana Doe"
