"""What sources say about people, typed, with who said it and when."""

from datetime import timedelta

from rapport.record.store.public import Store
from rapport.record.store.tests.batches import NOON, batch_of, group_of, id_of, said


def test_a_trait_has_the_type_of_its_value(store: Store) -> None:
    values = {
        "plan": "pro",
        "seats": 12,
        "share": 0.5,
        "vip": True,
        "left": False,
        "since": "2026-01-31",
        "seen": "2026-01-31T14:00:00+02:00",
        "code": "2026-13-45",
        "nothing": None,
    }
    store.append(group_of(batch_of([said("a", traits=values)], people=[1])))

    assert {trait.name: (trait.type, trait.text_value, trait.number_value) for trait in store.traits_of(1)} == {
        "plan": ("text", "pro", None),
        "seats": ("number", "12", 12.0),
        "share": ("number", "0.5", 0.5),
        "vip": ("boolean", "true", 1.0),
        "left": ("boolean", "false", 0.0),
        "since": ("time", "2026-01-31", 1769817600.0),
        "seen": ("time", "2026-01-31T14:00:00+02:00", NOON.timestamp()),
        "code": ("text", "2026-13-45", None),
    }


def test_history_is_kept_with_who_said_it_and_when(store: Store) -> None:
    store.append(group_of(batch_of([said("a", traits={"plan": "free"})], seq=1, people=[1], keys=[11], source="shop")))
    later = said("b", traits={"plan": "pro"}, occurred_at=NOON + timedelta(days=1))
    store.append(group_of(batch_of([later], seq=2, people=[1], keys=[12], source="crm")))

    newest, oldest = store.traits_of(1)

    assert (newest.text_value, newest.source, newest.said_at) == ("pro", "crm", NOON + timedelta(days=1))
    assert (newest.interaction_id, newest.identity_key) == (id_of("crm", "b"), 12)
    assert (oldest.text_value, oldest.source, oldest.said_at) == ("free", "shop", NOON)


def test_a_row_that_came_before_says_nothing_again(store: Store) -> None:
    store.append(group_of(batch_of([said("a", traits={"plan": "pro"})], seq=1, people=[1])))

    store.append(group_of(batch_of([said("a", traits={"plan": "pro"})], seq=2, people=[1])))

    assert len(store.traits_of(1)) == 1
