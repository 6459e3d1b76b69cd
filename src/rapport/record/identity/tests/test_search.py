import pytest

from rapport.accounts.public import Workspace
from rapport.core.interaction import Identifier
from rapport.record.identity import models
from rapport.record.identity.public import (
    Resolved,
    forget,
    identifiers_of,
    identifiers_of_people,
    merge,
    note_names,
    resolve,
    search,
)
from rapport.record.identity.tests.cast import arrive, email, handle, person, phone, user, who
from rapport.record.identity.words import words_of


def called(workspace: Workspace, name: str, *identifiers: Identifier) -> int:
    """Let somebody arrive with a name; return the number of the person."""
    outcome = resolve(workspace, [who(*identifiers)]).people[who(*identifiers)]
    assert isinstance(outcome, Resolved)
    note_names(workspace, {outcome.identity_key: [name]})
    return outcome.person_id


def found(workspace: Workspace, text: str) -> list[int]:
    return [one.person_id for one in search(workspace, text)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dana Petrauskienė", "petrauskiene"),
        ("Dana Petrauskienė", "DANA petr"),
        ("Dana Petrauskienė", "petruaskiene dana"),
        ("Dana Petrauskienė", "dnaa"),
        ("Søren Łukaszewicz", "soren lukaszewicz"),
        ("Jürgen Weiß", "JURGEN WEISS"),
        ("Conor O’Brien", "o'brien"),
        ("王小明", "小明"),
        ("김철수", "김철"),
        ("สมชาย ใจดี", "สมชาย"),
        ("สมชาย ใจดี", "ใจ"),
        ("Иван Фёдоров", "федоров"),
        ("مُحَمَّد", "محمد"),
        ("Ｄａｎａ", "dana"),
    ],
)
def test_a_name_is_found_in_any_script_begun_and_with_a_slip(workspace: Workspace, name: str, text: str) -> None:
    dana = called(workspace, name, user("7"))
    called(workspace, "Eve Nobody", user("8"))

    assert found(workspace, text) == [dana]


@pytest.mark.parametrize(
    "text",
    [
        "dana.kim@acme.test",
        "DANA.KIM@ACME",
        "dana kim",
        "acme.test",
        "dnaa.kim@acme.test",
        "+49 30 123456",
        "030 123456",
        "123456",
    ],
)
def test_an_address_or_a_number_is_found_whole_begun_and_by_its_parts(workspace: Workspace, text: str) -> None:
    dana = person(workspace, email("dana.kim@acme.test"), phone("+49 30 123456"))
    person(workspace, email("eve@other.example"), phone("+49 40 998877"))

    assert found(workspace, text) == [dana]


def test_what_is_exact_comes_before_what_is_begun_and_that_before_what_is_similar(workspace: Workspace) -> None:
    similar = called(workspace, "Jola", user("1"))
    begun = called(workspace, "Johanna", user("2"))
    exact = called(workspace, "Joha", user("3"))
    identifier = person(workspace, handle("joha"))

    assert found(workspace, "joha") == [identifier, exact, begun, similar]


def test_words_of_one_person_may_come_from_several_sources(workspace: Workspace) -> None:
    dana = called(workspace, "Dana", user("7"))
    arrive(workspace, [user("7"), email("d.kim@acme.test")])
    called(workspace, "Dana", user("8"))

    assert found(workspace, "dana acme") == [dana]


def test_names_follow_their_person_through_a_merge(workspace: Workspace) -> None:
    dana, other = called(workspace, "Dana Kim", user("7")), called(workspace, "D. Petrova", user("8"))

    merge(workspace, dana, other, reason="", by="alice")

    assert found(workspace, "petrova") == [min(dana, other)]


def test_nobody_is_found_from_another_workspace(workspace: Workspace, other_workspace: Workspace) -> None:
    called(workspace, "Dana Kim", email("dana@acme.test"))

    assert [found(other_workspace, text) for text in ("Dana", "dana kmi", "dana@acme.test", "acme")] == [[], [], [], []]


def test_an_erased_person_leaves_no_word_that_nobody_else_has(workspace: Workspace) -> None:
    dana = called(workspace, "Dana Zbigniewska", user("7"), email("zbig@acme.test"))
    called(workspace, "Dana Kim", user("8"))

    forget(workspace, dana)

    assert set(models.Word.objects.values_list("word", flat=True)) == {"dana", "kim"}
    assert found(workspace, "zbigniewska") == []


@pytest.mark.parametrize("text", ["", "   ", "%", "'\"--", "_", "\0", "💥", "a" * 3000])
def test_texts_that_say_nothing_find_nobody(workspace: Workspace, text: str) -> None:
    called(workspace, "Dana Kim", user("7"))

    assert found(workspace, text) == []


def test_words_of_a_long_text_are_few() -> None:
    assert len(words_of("a b c d e f g h i j k l m n o p")) == 12


def test_many_people_are_read_at_once_as_each_would_be_alone(workspace: Workspace, other_workspace: Workspace) -> None:
    arrive(workspace, [user("7"), email("dana@acme.test")], [phone("+49 30 123456")])
    arrive(other_workspace, [user("7")])
    people = [person(workspace, user("7")), person(workspace, phone("+49 30 123456")), person(other_workspace, user("7"))]

    found = identifiers_of_people(workspace, [*people, 10**9])

    assert found == {number: identifiers_of(workspace, number) for number in people[:2]}
