"""What is too old is deleted with what it said, and nothing else is."""

from datetime import UTC, datetime

from rapport.record.store.public import Store
from rapport.record.store.tests.batches import batch_of, group_of, said

OLD, NEW = datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
BETWEEN = datetime(2025, 1, 1, tzinfo=UTC)


def fill(store: Store) -> None:
    rows = [
        said("a", kind="page_viewed", occurred_at=OLD, traits={"plan": "gold"}),
        said("b", kind="page_viewed", occurred_at=NEW, traits={"plan": "silver"}),
        said("c", kind="order_placed", occurred_at=OLD, order_id="o1", amount=100, currency="EUR"),
    ]
    store.append(group_of(batch_of(rows, people=[1, 1, 1])))


def kept(store: Store) -> list[tuple[object, ...]]:
    return [(row.kind, row.occurred_at) for row in store.timeline(1)]


def test_old_interactions_of_the_kinds_go_with_the_traits_they_said(store: Store) -> None:
    fill(store)

    assert store.delete_before(BETWEEN, kinds=["page_viewed", "session_started"]) == 1

    assert kept(store) == [("page_viewed", NEW), ("order_placed", OLD)]
    assert [trait.text_value for trait in store.traits_of(1)] == ["silver"]
    assert store.check().is_whole


def test_it_may_be_repeated(store: Store) -> None:
    fill(store)
    store.delete_before(BETWEEN, kinds=["page_viewed"])

    assert store.delete_before(BETWEEN, kinds=["page_viewed"]) == 0
    assert store.delete_before(BETWEEN, kinds=[]) == 0


def test_the_moment_itself_is_kept(store: Store) -> None:
    fill(store)

    assert store.delete_before(OLD, kinds=["page_viewed", "order_placed"]) == 0
