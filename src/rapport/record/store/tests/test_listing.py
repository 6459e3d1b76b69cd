"""Interactions of everybody, in pages."""

from datetime import timedelta

from rapport.record.store.public import (
    InteractionFilter,
    Place,
    Store,
    Tally,
    Thread,
    counts_of,
    find_interaction,
    find_threads,
    list_interactions,
    tally_interactions,
)
from rapport.record.store.tests.batches import NOON, RECEIVED, batch_of, group_of, id_of, said

HOUR = timedelta(hours=1)


def test_pages_follow_each_other_without_gaps_while_more_arrives(store: Store) -> None:
    rows = [said(f"r{number}", occurred_at=NOON + HOUR * (number // 3)) for number in range(10)]
    store.append(group_of(batch_of(rows, people=[number % 4 for number in range(10)])))

    seen: list[str | None] = []
    behind = None
    while page := list_interactions(store, InteractionFilter(), behind=behind, limit=4):
        seen += [row.source_id for row in page]
        behind = Place(page[-1].occurred_at, page[-1].id)
        store.append(group_of(batch_of([said(f"late{len(seen)}", occurred_at=NOON + 9 * HOUR)], seq=1 + len(seen))))

    assert sorted(str(each) for each in seen) == [f"r{number}" for number in range(10)]


def test_every_filter_narrows(store: Store) -> None:
    rows = [
        said("a", kind="page_viewed", channel="web"),
        said("b", kind="order_placed", channel="store", occurred_at=NOON + HOUR),
        said("c", kind="review_posted", channel="review", occurred_at=NOON + 2 * HOUR),
    ]
    store.append(group_of(batch_of(rows, people=[1, 2, None])))
    store.append(group_of(batch_of([said("d", occurred_at=NOON - HOUR)], seq=2, source="app", import_id="import-2")))

    def found(**which: object) -> str:
        page = list_interactions(store, InteractionFilter(**which), limit=10)  # type: ignore[arg-type]  # fields of the filter
        return "".join(row.source_id or "" for row in page)

    assert found() == "cbad"
    assert found(kinds=["page_viewed", "order_placed"]) == "ba"
    assert found(sources=["app"]) == "d"
    assert found(channels=["web"]) == "a"
    assert found(person_id=2) == "b"
    assert found(import_id="import-2") == "d"
    assert found(first=NOON, end=NOON + 2 * HOUR) == "ba"
    assert found(received_first=RECEIVED) == "cbad"
    assert found(received_first=RECEIVED + HOUR) == ""
    assert found(kinds=["page_viewed"], sources=["app"]) == ""


def test_words_and_what_belongs_together_are_found(store: Store) -> None:
    rows = [
        said("a", text="Der Schlüssel FEHLT", conversation_id="T-1"),
        said("b", product="Schlüsselring", session_id="s1"),
        said("c", order_id="O-77", url="https://shop.test/%keys_"),
    ]
    store.append(group_of(batch_of(rows, people=[1, 1, 2])))

    def found(**which: object) -> str:
        page = list_interactions(store, InteractionFilter(**which), limit=10)  # type: ignore[arg-type]  # fields of the filter
        return "".join(sorted(row.source_id or "" for row in page))

    assert found(text="schlüssel") == "ab"
    assert found(text="%keys_") == "c"
    assert found(text="o-7", person_id=2) == "c"
    assert found(text="keys", person_id=1) == ""
    assert (found(conversation_id="T-1"), found(session_id="s1"), found(order_id="O-77")) == ("a", "b", "c")


def test_one_is_found_by_its_id(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b")])))

    found = find_interaction(store, id_of("shop", "b"))

    assert found is not None
    assert found.source_id == "b"
    assert find_interaction(store, id_of("shop", "c")) is None


def test_one_is_found_wherever_its_person_is_thought_to_be(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b")], people=[1, 2])))

    found = [find_interaction(store, id_of("shop", "b"), person_id=person) for person in (2, 1, None)]

    assert [row and row.source_id for row in found] == ["b", "b", "b"]


def test_what_can_be_filtered_by_is_counted_for_all_and_for_one(store: Store) -> None:
    rows = [said("a", channel="web"), said("b", channel="web"), said("c", kind="order_placed")]
    store.append(group_of(batch_of(rows, people=[1, 2, 1])))

    assert tally_interactions(store) == [Tally("event_tracked", "web", "shop", 2), Tally("order_placed", None, "shop", 1)]
    assert counts_of(tally_interactions(store, person_id=1), "kind") == {"event_tracked": 1, "order_placed": 1}
    assert counts_of(tally_interactions(store), "channel") == {"web": 2}


def test_orders_and_conversations_are_found_by_their_very_name(store: Store) -> None:
    rows = [said("a", order_id="O-7"), said("b", order_id="O-7"), said("c", conversation_id="O-7"), said("d", order_id="O-77")]
    store.append(group_of(batch_of(rows, people=[1, 1, 2, 3])))

    assert find_threads(store, "O-7", limit=5) == [Thread("conversation_id", "O-7", 2), Thread("order_id", "O-7", 1)]
    assert find_threads(store, "o-77", limit=5) == [Thread("order_id", "O-77", 3)]
    assert find_threads(store, "o'; --", limit=5) == []
