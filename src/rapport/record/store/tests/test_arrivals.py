from dataclasses import replace
from datetime import timedelta

from rapport.record.store.public import InteractionFilter, Store, arrivals_after, arrivals_by_minute, latest_arrivals
from rapport.record.store.tests.batches import NOON, RECEIVED, batch_of, group_of, said

MINUTE = timedelta(minutes=1)


def deliver(store: Store, seq: int, *source_ids: str, after: timedelta = MINUTE * 0) -> None:
    batch = batch_of([said(name, occurred_at=NOON) for name in source_ids], seq=seq)
    store.append(group_of(replace(batch, received_at=RECEIVED + after)))


def names(rows: object) -> list[str]:
    return [row.source_id for row in rows]  # type: ignore[attr-defined]  # stored interactions


def test_only_what_was_stored_since_comes_and_with_the_number_to_ask_next_time(store: Store) -> None:
    deliver(store, 1, "a", "b")
    seen = arrivals_after(store, 0, limit=10)
    deliver(store, 2, "c", after=MINUTE)

    fresh = arrivals_after(store, seen.seq, limit=10)

    assert (seen.seq, seen.stored, sorted(names(seen.rows))) == (1, 2, ["a", "b"])
    assert (fresh.seq, fresh.stored, names(fresh.rows)) == (2, 1, ["c"])
    assert arrivals_after(store, 2, limit=10).rows == []


def test_a_batch_that_arrived_earlier_and_was_stored_later_is_not_missed(store: Store) -> None:
    deliver(store, 2, "late", after=MINUTE)
    seen = arrivals_after(store, 0, limit=10)
    deliver(store, 3, "early")

    assert names(arrivals_after(store, seen.seq, limit=10).rows) == ["early"]


def test_of_many_the_latest_are_shown_and_all_are_counted(store: Store) -> None:
    deliver(store, 1, *(f"r{number}" for number in range(30)))
    deliver(store, 2, "last", after=MINUTE)

    latest = latest_arrivals(store, limit=5)

    assert (len(latest), names(latest)[0]) == (5, "last")
    assert latest_arrivals(store, InteractionFilter(sources=["nowhere"]), limit=5) == []
    assert arrivals_after(store, 0, limit=5).stored == 31


def test_minutes_count_what_was_new_and_what_was_known(store: Store) -> None:
    deliver(store, 1, "a", "b")
    deliver(store, 2, "b", "c", after=MINUTE)

    counted = arrivals_by_minute(store, since=RECEIVED)

    assert [(one.minute, one.stored, one.duplicate) for one in counted] == [(RECEIVED, 2, 0), (RECEIVED + MINUTE, 1, 1)]
    assert arrivals_by_minute(store, since=RECEIVED + 2 * MINUTE) == []


def test_an_empty_store_has_no_arrivals(store: Store) -> None:
    assert latest_arrivals(store, limit=5) == []
    assert arrivals_after(store, 0, limit=5).seq == 0
