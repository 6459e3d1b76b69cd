from datetime import timedelta

import pytest

from rapport.core.errors import UserError
from rapport.record.identity.public import canonical, is_free_mail
from rapport.record.identity.tests.cast import claimed, device, email, handle, phone, user
from rapport.record.people.annotations import add_note, add_tag, delete_note, notes_of, remove_tag, tags_of
from rapport.record.people.companies import Company, name_company
from rapport.record.people.consent import record_consent
from rapport.record.people.documents import person_document
from rapport.record.people.erasing import Places, drain
from rapport.record.people.finding import find_people
from rapport.record.people.merging import merge_people, unmerge_people
from rapport.record.people.naming import person_named
from rapport.record.people.person import read_person, whole_timeline
from rapport.record.people.suppression import is_suppressed, lift_suppression, suppress, suppressions_of
from rapport.record.people.tests.factory import NOON, happened, imported, number_of

DANA, EVE = email("dana@acme.test"), email("eve@gmail.com")
YEAR = timedelta(days=365)


def profile(source_id: str, *identifiers: object, when: object = NOON, **traits: object) -> object:
    return happened(source_id, *identifiers, kind="profile_updated", occurred_at=when, traits=traits)  # type: ignore[arg-type]  # identifiers


def test_the_trait_that_was_said_last_holds_and_the_others_are_its_history(places: Places) -> None:
    imported(places, [profile("1", DANA, plan="pro", seats=3), profile("2", DANA, when=NOON - YEAR, plan="free")], source="crm")  # type: ignore[list-item]  # interactions

    person = read_person(places.workspace, places.store, number_of(places, DANA))

    plan = person.traits["plan"]
    assert [(saying.value, saying.source, saying.said_at) for saying in plan.history] == [
        ("pro", "crm", NOON),
        ("free", "crm", NOON - YEAR),
    ]
    assert person.traits["seats"].latest.value == 3


@pytest.mark.parametrize(
    "traits",
    [
        {"name": "Dana Doe"},
        {"Full Name": "Dana Doe"},
        {"firstName": "Dana", "lastName": "Doe"},
        {"given_name": "Dana", "surname": "Doe"},
    ],
)
def test_the_name_is_read_from_the_traits_however_they_are_written(places: Places, traits: dict[str, str]) -> None:
    imported(places, [profile("1", DANA, **traits)])  # type: ignore[list-item]  # interactions

    assert read_person(places.workspace, places.store, number_of(places, DANA)).name == "Dana Doe"


@pytest.mark.parametrize(("written", "name"), [("First Name", "first_name"), ("firstName", "first_name"), ("E-Mail", "e_mail")])
def test_the_names_of_traits_are_compared_in_one_spelling(written: str, name: str) -> None:
    assert canonical(written) == name


def test_the_company_is_what_a_source_said_or_else_the_domain_of_the_address(places: Places) -> None:
    imported(places, [profile("1", EVE, company="Initech"), happened("2", DANA), happened("3", email("pat@yahoo.co.uk"))])  # type: ignore[list-item]  # interactions
    name_company(places.workspace, "acme.test", "Acme")

    companies = [
        read_person(places.workspace, places.store, number_of(places, who)).company
        for who in (EVE, DANA, email("pat@yahoo.co.uk"))
    ]

    assert companies == [Company("Initech", ""), Company("Acme", "acme.test"), None]


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.co.uk", "outlook.de", "gmx.at"])
def test_the_domain_of_a_free_mail_provider_is_no_company(domain: str) -> None:
    assert is_free_mail(domain)


def test_each_identifier_but_the_first_says_how_it_was_joined(places: Places) -> None:
    imported(
        places,
        [happened("1", DANA), happened("2", DANA, device("laptop-1")), happened("3", device("laptop-1"), phone("+4930123458"))],
    )

    person = read_person(places.workspace, places.store, number_of(places, DANA))

    told = {row.value: person.joined[row.id].merge.rule for row in person.identifiers if row.id in person.joined}
    assert told == {"laptop-1": "device", "+4930123458": "device"}


def test_unmerging_gives_each_person_their_interactions_notes_and_tags_back(places: Places) -> None:
    imported(places, [happened("1", DANA, text="mine"), happened("2", EVE, text="hers")])
    dana, eve = number_of(places, DANA), number_of(places, EVE)
    add_note(places.workspace, eve, "about Eve")
    add_tag(places.workspace, dana, "vip")

    row = merge_people(places.workspace, places.store, dana, eve, reason="looked the same")
    joined = read_person(places.workspace, places.store, eve)
    together = [row.text for row in whole_timeline(places.store, joined.id)]
    unmerge_people(places.workspace, places.store, row.id)

    assert (sorted(filter(None, together)), [n.text for n in joined.notes], [t.name for t in joined.tags]) == (
        ["hers", "mine"],
        ["about Eve"],
        ["vip"],
    )
    assert [row.text for row in whole_timeline(places.store, dana)] == ["mine"]
    assert [row.text for row in whole_timeline(places.store, eve)] == ["hers"]
    assert ([n.text for n in notes_of(places.workspace, eve)], notes_of(places.workspace, dana)) == (["about Eve"], [])


def test_the_whole_timeline_is_read_across_pages_with_equal_times(places: Places) -> None:
    imported(places, [happened(str(number), DANA) for number in range(2500)])

    timeline = list(whole_timeline(places.store, number_of(places, DANA)))

    assert len({row.id for row in timeline}) == len(timeline) == 2500


def test_consents_come_from_sources_and_by_hand_and_the_latest_holds(places: Places) -> None:
    said = {"purpose": "marketing", "status": "given", "basis": "consent"}
    imported(places, [happened("1", DANA, kind="consent_changed", properties=said)], source="web")
    dana = number_of(places, DANA)

    record_consent(places.workspace, places.spool, dana, "marketing", "withdrawn", basis="consent")
    drain(places)

    consents = read_person(places.workspace, places.store, dana).consents
    assert consents.current["marketing"].status == "withdrawn"
    assert [(entry.status, entry.source) for entry in consents.history] == [("withdrawn", "rapport"), ("given", "web")]


def test_a_consent_needs_a_known_basis(places: Places) -> None:
    imported(places, [happened("1", DANA)])

    with pytest.raises(UserError, match="legitimate_interests"):
        record_consent(places.workspace, places.spool, number_of(places, DANA), "marketing", "given", basis="because")


def test_a_suppressed_address_is_known_in_any_spelling_until_it_is_lifted(places: Places) -> None:
    suppress(places.workspace, "email", "Dana@Acme.test", reason="asked by phone")

    assert is_suppressed(places.workspace, "email", " dana@acme.test")
    assert not is_suppressed(places.workspace, "email", "eve@acme.test")
    lift_suppression(places.workspace, "email", "DANA@acme.test")
    assert not is_suppressed(places.workspace, "email", "dana@acme.test")
    assert suppressions_of(places.workspace, ["dana@acme.test"]) == []


def test_tags_and_notes_can_be_taken_away(places: Places) -> None:
    imported(places, [happened("1", DANA)])
    dana = number_of(places, DANA)
    add_tag(places.workspace, dana, "vip")
    note = add_note(places.workspace, dana, "called")

    remove_tag(places.workspace, dana, "vip")
    delete_note(places.workspace, dana, note.id)

    assert (tags_of(places.workspace, dana), notes_of(places.workspace, dana)) == ([], [])
    with pytest.raises(UserError, match="does not have the tag"):
        remove_tag(places.workspace, dana, "vip")


def test_a_person_is_named_by_number_identifier_or_type(places: Places) -> None:
    imported(places, [happened("1", DANA, user("4711")), happened("2", handle("@dana", "github"), DANA)])
    dana = number_of(places, DANA)

    names = [str(dana), f"#{dana}", "DANA@acme.test", "user_id:4711", "4711", "@dana", "https://github.com/dana"]

    assert {person_named(places.workspace, name) for name in names} == {dana}


def test_a_number_means_the_person_of_that_number_before_a_customer_of_that_number(places: Places) -> None:
    imported(places, [happened("1", DANA)])
    dana = number_of(places, DANA)
    imported(places, [happened("2", user(str(dana)))])

    assert person_named(places.workspace, str(dana)) == dana
    assert person_named(places.workspace, f"user_id:{dana}") == number_of(places, user(str(dana))) != dana


def test_a_number_with_zeros_before_it_is_a_customers(places: Places) -> None:
    imported(places, [happened("1", DANA), happened("2", user("00001"))])

    assert person_named(places.workspace, "00001") == number_of(places, user("00001"))


def test_a_name_that_fits_several_people_or_nobody_is_refused(places: Places) -> None:
    imported(places, [happened("1", handle("@dana", "github")), happened("2", handle("@dana", "twitter"))])

    with pytest.raises(UserError, match="several people"):
        person_named(places.workspace, "@dana")
    with pytest.raises(UserError, match="Nobody is known"):
        person_named(places.workspace, "frank@acme.test")


@pytest.mark.parametrize("text", ["dana", "Dana D", "doe", "DANA@ACME.TEST"])
def test_people_are_found_by_name_or_identifier(places: Places, text: str) -> None:
    imported(places, [profile("1", DANA, name="Dana Doe"), profile("2", EVE, name="Eve Poe")])  # type: ignore[list-item]  # interactions

    assert [person.name for person in find_people(places.workspace, places.store, text)] == ["Dana Doe"]


def test_the_document_of_a_person_holds_what_is_promised(places: Places) -> None:
    imported(places, [profile("1", DANA, claimed("d.doe@gmail.com"), name="Dana Doe")], source="crm")  # type: ignore[list-item]  # interactions
    person = read_person(places.workspace, places.store, number_of(places, DANA))

    document = person_document(person, whole_timeline(places.store, person.id))

    assert document["id"] == person.id
    assert document["traits"]["name"]["value"] == "Dana Doe"  # type: ignore[index]  # JSON
    assert [(row["type"], row["value"], row["verified"]) for row in document["identifiers"]] == [  # type: ignore[attr-defined]  # JSON
        ("email", "dana@acme.test", True),
        ("email", "d.doe@gmail.com", False),
    ]
    assert [(merge["rule"], merge["undone_at"]) for merge in document["merges"]] == [("claimed_email", None)]  # type: ignore[attr-defined]  # JSON
    assert [(row["kind"], row["source"], row["occurred_at"]) for row in document["timeline"]] == [  # type: ignore[attr-defined]  # JSON
        ("profile_updated", "crm", "2026-01-31T12:00:00Z")
    ]
