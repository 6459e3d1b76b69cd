from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.accounts.public import Workspace, change_setting
from rapport.core.courtesy import COURTESY
from rapport.core.interaction import Identifier
from rapport.record.identity import models
from rapport.record.identity import resolve as resolve_module
from rapport.record.identity.public import Resolved, moves_after, resolve
from rapport.record.identity.rules import HUB_LIMIT
from rapport.record.identity.tests.cast import arrive, claimed, device, email, external, handle, people, person, phone, user, who

DANA, EVE = email("dana@example.com"), email("eve@example.com")
LAPTOP, HOME_PHONE = device("laptop-1"), phone("+49 30 123458")


def test_the_same_identifier_in_any_spelling_is_the_same_person(workspace: Workspace) -> None:
    first = person(workspace, email("Dana@Example.com "))

    assert person(workspace, DANA) == first
    assert person(workspace, email('"Dana" <DANA@example.com>')) == first


def test_plus_addresses_are_one_person_where_the_workspace_says_so(workspace: Workspace) -> None:
    tagged = email("dana+shop@example.com")
    assert person(workspace, tagged) != person(workspace, DANA)

    folding = change_setting(workspace.slug, "folds_plus", "yes")

    assert person(folding, email("dana+news@example.com")) == person(folding, DANA)


def test_a_new_identifier_beside_a_known_one_joins_its_person(workspace: Workspace) -> None:
    arrive(workspace, [DANA], [DANA, LAPTOP])

    assert person(workspace, LAPTOP) == person(workspace, DANA)


def test_an_email_change_of_one_user_stays_one_person(workspace: Workspace) -> None:
    arrive(workspace, [user("7"), DANA], [user("7"), email("dana@new.example")])

    assert person(workspace, DANA) == person(workspace, email("dana@new.example"))


def test_beside_visitors_little_is_learnt_at_once_and_people_are_the_same(
    workspace: Workspace, other_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve_module, "LEARN_BESIDE_VISITORS", 1)
    whos = [who(DANA, LAPTOP), who(user("7"), LAPTOP), who(EVE, HOME_PHONE), who(user("7"), DANA), who(LAPTOP)]

    with COURTESY.serving():
        resolve(workspace, whos)
    resolve(other_workspace, whos)

    assert _together(workspace) == _together(other_workspace)


def _together(workspace: Workspace) -> set[frozenset[str]]:
    """The identifiers of each person."""
    by_person: dict[int, set[str]] = {}
    for one in (DANA, EVE, LAPTOP, HOME_PHONE, user("7")):
        by_person.setdefault(person(workspace, one), set()).add(one.value)
    return {frozenset(values) for values in by_person.values()}


def test_what_was_learnt_earlier_moves_to_the_joined_person(workspace: Workspace) -> None:
    arrive(workspace, [DANA], [LAPTOP])
    key = resolve(workspace, [who(LAPTOP)]).people[who(LAPTOP)]

    arrive(workspace, [DANA, LAPTOP])

    moves, seq = moves_after(workspace, 0)
    assert isinstance(key, Resolved)
    assert [(move.identity_key, move.person_id) for move in moves] == [(key.identity_key, person(workspace, DANA))]
    assert moves_after(workspace, seq) == ([], seq)


def test_a_shared_device_never_joins_two_people_with_verified_addresses(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [EVE, LAPTOP])

    assert len({person(workspace, DANA), person(workspace, EVE), person(workspace, LAPTOP)}) == 3


def test_a_shared_phone_never_joins_two_people_with_verified_addresses(workspace: Workspace) -> None:
    arrive(workspace, [DANA, HOME_PHONE], [EVE, HOME_PHONE])

    assert len({person(workspace, DANA), person(workspace, EVE), person(workspace, HOME_PHONE)}) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [(user("1"), user("2")), (external("1"), external("2")), (DANA, EVE)],
    ids=["user ids", "external ids of one source", "verified addresses"],
)
@pytest.mark.parametrize("weak", [LAPTOP, HOME_PHONE, handle("@dana"), claimed("shared@example.com")])
def test_weak_evidence_never_joins_people_who_contradict(
    workspace: Workspace, one: Identifier, other: Identifier, weak: Identifier
) -> None:
    arrive(workspace, [one, weak], [other, weak])

    assert person(workspace, one) != person(workspace, other)
    assert person(workspace, weak) not in (person(workspace, one), person(workspace, other))


def test_weak_evidence_joins_people_who_do_not_contradict(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), LAPTOP], [DANA, LAPTOP], [external("9"), LAPTOP])

    assert person(workspace, user("1")) == person(workspace, DANA) == person(workspace, external("9"))


def test_rows_on_a_shared_device_belong_to_whoever_they_name(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [EVE, LAPTOP])

    assert person(workspace, DANA, LAPTOP) == person(workspace, DANA)
    assert person(workspace, HOME_PHONE, LAPTOP) == person(workspace, HOME_PHONE)


def test_a_shared_phone_says_nothing_about_a_device(workspace: Workspace) -> None:
    arrive(workspace, [DANA, HOME_PHONE], [EVE, HOME_PHONE], [HOME_PHONE, LAPTOP], [HOME_PHONE, device("tablet")])

    assert person(workspace, HOME_PHONE, LAPTOP) == person(workspace, LAPTOP)
    assert len({person(workspace, HOME_PHONE), person(workspace, LAPTOP), person(workspace, device("tablet"))}) == 3
    assert models.Identifier.objects.get(is_shared=True).value == "+4930123458"


def test_a_device_stops_being_shared_when_its_two_users_prove_to_be_one(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [EVE, LAPTOP], [user("1"), DANA], [user("1"), EVE])

    assert person(workspace, LAPTOP) == person(workspace, DANA) == person(workspace, EVE)


def test_an_address_that_proves_verified_later_parts_those_whom_the_device_had_joined(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [claimed("eve@example.com"), LAPTOP])
    assert person(workspace, claimed("eve@example.com")) == person(workspace, DANA)

    arrive(workspace, [EVE])

    assert person(workspace, EVE) != person(workspace, DANA)


def test_an_unverified_claim_takes_nothing_from_the_owner_of_the_address(workspace: Workspace) -> None:
    arrive(workspace, [user("1"), DANA], [user("2"), claimed("dana@example.com")])

    assert person(workspace, user("2")) != person(workspace, DANA)
    assert person(workspace, user("1")) == person(workspace, DANA)


def test_an_address_used_for_everybody_joins_nobody(workspace: Workspace) -> None:
    till = email("till@shop.example")
    rows = [who(external(str(1000 + number)), till) for number in range(HUB_LIMIT + 1)]

    resolve(workspace, rows)

    assert len(people(workspace, rows)) == HUB_LIMIT + 1
    assert models.Identifier.objects.get(value="till@shop.example").is_demoted


def test_what_comes_beside_an_address_used_for_everybody_is_still_learnt(workspace: Workspace) -> None:
    till = user("till")
    resolve(workspace, [who(till, email(f"customer{number}@example.com")) for number in range(HUB_LIMIT + 1)])

    arrive(workspace, [till, DANA, LAPTOP])

    assert person(workspace, LAPTOP) == person(workspace, DANA) != person(workspace, till)


@pytest.mark.parametrize(
    "garbage", ["undefined", "null", "[object Object]", "0", "anonymous", "00000000-0000-0000-0000-000000000000"]
)
def test_garbage_identifies_nobody(workspace: Workspace, garbage: str) -> None:
    alone = who(user(garbage))
    with_dana, with_eve = who(user(garbage), DANA), who(user(garbage), EVE)

    outcome = resolve(workspace, [alone, with_dana, with_eve]).people

    assert outcome[alone] is None
    assert person(workspace, DANA) != person(workspace, EVE)


def test_the_identifiers_of_one_workspace_mean_nothing_in_another(workspace: Workspace, other_workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP])
    arrive(other_workspace, [LAPTOP])

    assert person(other_workspace, LAPTOP) != person(workspace, LAPTOP)
    assert moves_after(other_workspace, 0) == ([], 0)


def test_each_merge_is_logged_with_its_rule_and_the_identifiers(workspace: Workspace) -> None:
    arrive(workspace, [DANA], [LAPTOP])
    dana, laptop = person(workspace, DANA), person(workspace, LAPTOP)

    resolve(workspace, [who(DANA, LAPTOP)], source="web")

    merge = models.Merge.objects.get()
    assert (merge.kept_person_id, merge.merged_person_id, merge.rule, merge.source) == (dana, laptop, "device", "web")
    assert {merge.one_id, merge.other_id} == {dana, laptop}


def test_a_merge_that_newer_evidence_contradicts_is_logged_as_undone(workspace: Workspace) -> None:
    arrive(workspace, [DANA, LAPTOP], [EVE, LAPTOP])

    merge = models.Merge.objects.get()
    assert merge.undone_at is not None
    assert merge.undone_by == "rule"


CROWD = st.lists(
    st.lists(
        st.sampled_from(
            [user("u1"), user("u2"), user("u3"), external("e1"), external("e2"), external("e1", "crm")]
            + [make(f"{name}@example.com") for name in ("ann", "ben", "cid") for make in (email, claimed)]
            + [handle("h1"), handle("h2"), phone("+4930123458"), phone("+4930123459"), device("d1"), device("d2"), device("d3")]
        ),
        min_size=1,
        max_size=3,
    ).map(lambda row: who(*row)),
    min_size=1,
    max_size=14,
    unique=True,
)


def batches(rows: list[str], cuts: list[int]) -> Iterator[list[str]]:
    edges = [0, *sorted(cut % (len(rows) + 1) for cut in cuts), len(rows)]
    return (rows[start:end] for start, end in pairwise(edges))


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CROWD, data=st.data(), cuts=st.lists(st.integers(0, 100), max_size=6), hub_limit=st.sampled_from([2, 3, HUB_LIMIT]))
def test_the_order_and_the_batches_of_arrival_change_nothing(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[str],
    data: st.DataObject,
    cuts: list[int],
    hub_limit: int,
) -> None:
    monkeypatch.setattr("rapport.record.identity.partition.HUB_LIMIT", hub_limit)
    _forget_everything()
    resolve(workspace, rows)
    at_once = people(workspace, rows)
    shared_at_once = _shared()

    _forget_everything()
    for batch in batches(data.draw(st.permutations(rows)), cuts):
        resolve(workspace, batch)

    assert people(workspace, rows) == at_once
    assert _shared() == shared_at_once


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CROWD, cuts=st.lists(st.integers(0, 100), max_size=6))
def test_moves_bring_what_was_said_earlier_to_what_holds_now(workspace: Workspace, rows: list[str], cuts: list[int]) -> None:
    _forget_everything()
    stored: dict[int, int] = {}
    seq = 0
    for batch in batches(rows, cuts):
        stored |= {r.identity_key: r.person_id for r in resolve(workspace, batch).people.values() if isinstance(r, Resolved)}
        moves, seq = moves_after(workspace, seq)
        stored |= {move.identity_key: move.person_id for move in moves if move.identity_key in stored}

    now = {r.identity_key: r.person_id for r in resolve(workspace, rows).people.values() if isinstance(r, Resolved)}

    assert stored == now


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CROWD, cuts=st.lists(st.integers(0, 100), max_size=6))
def test_the_standing_merges_join_the_identifiers_of_each_person_to_one_tree(
    workspace: Workspace, rows: list[str], cuts: list[int]
) -> None:
    _forget_everything()
    for batch in batches(rows, cuts):
        resolve(workspace, batch)

    person_of = dict(models.Identifier.objects.values_list("id", "person_id"))
    merges = models.Merge.objects.filter(undone_at=None).values_list("one_id", "other_id")

    assert all(person_of[one] == person_of[other] for one, other in merges)
    assert len(merges) == len(person_of) - len(set(person_of.values()))


def _shared() -> set[tuple[str, bool, bool]]:
    return set(models.Identifier.objects.values_list("value", "is_shared", "is_demoted"))


def _forget_everything() -> None:
    for table in (models.Identifier, models.Evidence, models.Member, models.Merge, models.Move):
        table.objects.all().delete()
