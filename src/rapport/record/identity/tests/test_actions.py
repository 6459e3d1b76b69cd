import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.interaction import Identifier
from rapport.record.identity import models
from rapport.record.identity.public import (
    Erased,
    MergeRow,
    current_person,
    find,
    forget,
    identifiers_of,
    merge,
    merges_of,
    resolve,
    unmerge,
)
from rapport.record.identity.tests.cast import arrive, claimed, device, external, people, person, phone, user, who
from rapport.record.identity.tests.test_resolve import CROWD, DANA, EVE, HOME_PHONE, LAPTOP


def standing_merges(workspace: Workspace, identifier: Identifier) -> list[MergeRow]:
    return [row for row in merges_of(workspace, person(workspace, identifier)) if row.undone_at is None]


def values_of(workspace: Workspace, identifier: Identifier) -> set[str]:
    return {row.value for row in identifiers_of(workspace, person(workspace, identifier))}


def test_a_merge_by_hand_joins_people_who_contradict_each_other(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA], [user("2"), EVE])

    row = merge(workspace, person(workspace, DANA), person(workspace, EVE), reason="Married", by="Alice")

    assert values_of(workspace, DANA) == {"1", "2", "dana@example.com", "eve@example.com"}
    assert (row.rule, row.reason, row.by) == ("manual", "Married", "Alice")


def test_the_number_that_was_merged_away_leads_to_the_surviving_person(workspace: Workspace) -> None:
    arrive(workspace, [DANA], [EVE])
    dana, eve = person(workspace, DANA), person(workspace, EVE)

    merge(workspace, dana, eve, reason="", by="Alice")

    assert current_person(workspace, eve) == current_person(workspace, dana) == dana


def test_merging_a_person_with_themself_is_refused(workspace: Workspace) -> None:
    arrive(workspace, [DANA])

    with pytest.raises(UserError, match="one person already"):
        merge(workspace, person(workspace, DANA), person(workspace, DANA), reason="", by="Alice")


def test_a_person_of_another_workspace_cannot_be_merged(workspace: Workspace, other_workspace: Workspace) -> None:
    arrive(workspace, [DANA])
    arrive(other_workspace, [EVE])

    with pytest.raises(UserError, match="no person"):
        merge(workspace, person(workspace, DANA), person(other_workspace, EVE), reason="", by="Alice")


def test_unmerge_gives_everything_back_to_the_side_it_came_from(workspace: Workspace) -> None:
    rows = [who(user("1"), DANA), who(user("2"), EVE), who(DANA), who(EVE), who(user("1")), who(user("2"))]
    resolve(workspace, rows)
    before = people(workspace, rows)
    row = merge(workspace, person(workspace, DANA), person(workspace, EVE), reason="", by="Alice")

    unmerge(workspace, row.id, by="Bob")

    assert people(workspace, rows) == before
    undone = next(other for other in merges_of(workspace, person(workspace, DANA)) if other.id == row.id)
    assert undone.undone_by == "Bob"


def test_the_evidence_of_an_undone_merge_does_not_join_again(workspace: Workspace) -> None:
    arrive(workspace, [DANA, HOME_PHONE], [user("1"), HOME_PHONE])
    row = next(row for row in standing_merges(workspace, HOME_PHONE) if row.rule == "phone")

    unmerge(workspace, row.id, by="Alice")
    parted = people(workspace, [who(DANA), who(user("1")), who(HOME_PHONE)])
    arrive(workspace, [DANA, HOME_PHONE, LAPTOP], [user("1"), HOME_PHONE, device("tablet")], [user("1"), HOME_PHONE, LAPTOP])

    assert people(workspace, [who(DANA), who(user("1")), who(HOME_PHONE)]) == parted
    assert person(workspace, DANA) != person(workspace, user("1"))


def test_unmerge_outweighs_even_strong_evidence(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA])

    unmerge(workspace, standing_merges(workspace, DANA)[0].id, by="Alice")
    arrive(workspace, [user("1"), DANA, LAPTOP], [external("9"), DANA], [external("9"), user("1")])

    assert person(workspace, DANA) != person(workspace, user("1"))


def test_merging_again_lifts_the_separation(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA])
    unmerge(workspace, standing_merges(workspace, DANA)[0].id, by="Alice")

    merge(workspace, person(workspace, DANA), person(workspace, user("1")), reason="I was wrong", by="Alice")

    assert person(workspace, DANA) == person(workspace, user("1"))
    assert not models.Separation.objects.exists()


def test_a_merge_by_hand_can_be_undone_and_done_again(workspace: Workspace) -> None:
    arrive(workspace, [DANA], [EVE])

    for _ in range(2):
        row = merge(workspace, person(workspace, DANA), person(workspace, EVE), reason="", by="Alice")
        assert person(workspace, DANA) == person(workspace, EVE)
        unmerge(workspace, row.id, by="Alice")
        assert person(workspace, DANA) != person(workspace, EVE)


def test_merging_two_lifts_nothing_between_others(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA], [user("1"), EVE], [EVE, LAPTOP])
    row = next(row for row in standing_merges(workspace, DANA) if person_value(row.one_id, row.other_id) >= {"dana@example.com"})
    unmerge(workspace, row.id, by="Alice")
    row = next(
        row for row in standing_merges(workspace, EVE) if person_value(row.one_id, row.other_id) >= {"eve@example.com", "1"}
    )
    unmerge(workspace, row.id, by="Alice")

    merge(workspace, person(workspace, DANA), person(workspace, user("1")), reason="", by="Alice")

    assert person(workspace, EVE) not in (person(workspace, DANA), person(workspace, user("1")))


def person_value(*identifiers: int) -> set[str]:
    return set(models.Identifier.objects.filter(id__in=identifiers).values_list("value", flat=True))


def test_a_merge_cannot_be_undone_twice(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA])
    merge_id = standing_merges(workspace, DANA)[0].id
    unmerge(workspace, merge_id, by="Alice")

    with pytest.raises(UserError, match="undone already"):
        unmerge(workspace, merge_id, by="Alice")


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CROWD, choice=st.integers(0, 1000), later=CROWD)
def test_unmerge_loses_no_identifier_and_holds_whatever_comes_later(
    workspace: Workspace, rows: list[str], choice: int, later: list[str]
) -> None:
    for table in (models.Separation, models.ManualLink, models.Identifier, models.Evidence, models.Member, models.Merge):
        table.objects.all().delete()
    resolve(workspace, rows)
    standing = list(models.Merge.objects.filter(undone_at=None))
    if not standing:
        return
    chosen = standing[choice % len(standing)]
    values = set(models.Identifier.objects.values_list("value", flat=True))

    one, other = unmerge(workspace, chosen.id, by="Alice")
    resolve(workspace, later)

    assert one != other
    assert current_person(workspace, chosen.one_id) != current_person(workspace, chosen.other_id)
    assert values <= set(models.Identifier.objects.values_list("value", flat=True))
    for row in models.Merge.objects.filter(undone_at=None):
        assert current_person(workspace, row.one_id) == current_person(workspace, row.other_id)


def test_an_erased_person_is_refused_under_every_identifier(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA, LAPTOP])

    forget(workspace, person(workspace, DANA))

    rows = [
        who(DANA),
        who(user("1")),
        who(LAPTOP),
        who(LAPTOP, device("other")),
        who(claimed("Dana@Example.com")),
        who(DANA, EVE),
    ]
    assert all(isinstance(outcome, Erased) for outcome in resolve(workspace, rows).people.values())
    assert not models.Identifier.objects.exists()


def test_what_an_erased_person_left_on_the_rows_of_others_is_ignored(workspace: Workspace) -> None:
    arrive(workspace, [DANA, HOME_PHONE])
    forget(workspace, person(workspace, DANA))

    arrive(workspace, [EVE, HOME_PHONE])

    assert values_of(workspace, EVE) == {"eve@example.com"}


def test_a_shared_device_stays_shared_after_one_of_its_users_was_erased(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [EVE, LAPTOP])

    forget(workspace, person(workspace, DANA))
    arrive(workspace, [EVE, LAPTOP, phone("+4930123459")])

    assert person(workspace, LAPTOP) != person(workspace, EVE)


def test_forgetting_leaves_no_value_behind(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA, LAPTOP], [EVE, LAPTOP])
    merge(workspace, person(workspace, DANA), person(workspace, external("9")), reason="dana@example.com wrote so", by="Alice")

    forget(workspace, person(workspace, DANA))

    left = [*models.Identifier.objects.values_list("value", flat=True), *models.Merge.objects.values_list("reason", flat=True)]
    assert not [text for text in left if "dana" in text or text in ("1", "9")]
    assert models.Member.objects.count() == sum(len(json.loads(row.members)) for row in models.Evidence.objects.all())


@pytest.mark.parametrize("text", ["dana@example.com", " Dana <DANA@example.com>", "dana@", "Dana"])
def test_a_person_is_found_by_an_identifier_or_its_beginning(workspace: Workspace, text: str) -> None:
    arrive(workspace, [DANA], [EVE])

    assert [row.value for row in find(workspace, text)] == ["dana@example.com"]


def test_a_person_is_found_by_phone_handle_and_external_id(workspace: Workspace) -> None:
    arrive(workspace, [Identifier(type="handle", value="@Dana", namespace="github"), HOME_PHONE, external("A-77", "crm")])

    for text in ("@dana", "https://github.com/dana", "+49 (30) 12 34 58", "A-77", "+4930"):
        assert {row.person_id for row in find(workspace, text)} == {person(workspace, HOME_PHONE)}


@pytest.mark.parametrize("text", ["", " ", "\0", "\udcff", "\U0010ffff", "%", "' OR 1=1"])
def test_looking_for_what_is_no_text_finds_nobody(workspace: Workspace, text: str) -> None:
    arrive(workspace, [DANA])

    assert find(workspace, text) == []


def test_nothing_of_another_workspace_is_found(workspace: Workspace, other_workspace: Workspace) -> None:
    arrive(other_workspace, [DANA])

    assert find(workspace, "dana@example.com") == []
