"""What one person did, newest first."""

from datetime import timedelta, timezone

from rapport.record.store.public import Store
from rapport.record.store.tests.batches import NOON, RECEIVED, batch_of, group_of, id_of, said

HOUR = timedelta(hours=1)


def test_it_gives_a_persons_interactions_newest_first(store: Store) -> None:
    rows = [said("a", occurred_at=NOON), said("b", occurred_at=NOON + HOUR), said("c", occurred_at=NOON)]
    store.append(group_of(batch_of(rows, people=[1, 1, 2])))

    assert [row.source_id for row in store.timeline(1)] == ["b", "a"]
    assert store.timeline(3) == []


def test_pages_follow_each_other_without_gaps_where_times_are_equal(store: Store) -> None:
    rows = [said(f"r{number}", occurred_at=NOON + HOUR * (number // 3)) for number in range(10)]
    store.append(group_of(batch_of(rows, people=[1] * 10)))

    seen: list[str | None] = []
    page = store.timeline(1, limit=4)
    while page:
        seen += [row.source_id for row in page]
        page = store.timeline(1, before=page[-1].occurred_at, before_id=page[-1].id, limit=4)

    assert set(seen) == {f"r{number}" for number in range(10)}
    assert len(seen) == 10


def test_before_alone_leaves_out_that_very_moment(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b", occurred_at=NOON - HOUR)], people=[1, 1])))

    assert [row.source_id for row in store.timeline(1, before=NOON)] == ["b"]


def test_before_may_be_in_any_zone(store: Store) -> None:
    store.append(group_of(batch_of([said("a"), said("b", occurred_at=NOON - HOUR)], people=[1, 1])))
    bangkok = NOON.astimezone(timezone(timedelta(hours=7)))

    assert [row.source_id for row in store.timeline(1, before=bangkok)] == ["b"]


def test_it_can_be_narrowed_to_kinds(store: Store) -> None:
    rows = [said("a", kind="page_viewed"), said("b", kind="order_placed"), said("c", kind="review_posted")]
    store.append(group_of(batch_of(rows, people=[1, 1, 1])))

    assert {row.source_id for row in store.timeline(1, kinds=["order_placed", "page_viewed"])} == {"a", "b"}


def test_every_field_comes_back_as_it_went_in(store: Store) -> None:
    full = said(
        "a",
        kind="survey_answered",
        channel="email",
        direction="inbound",
        touchpoint="after delivery",
        session_id="s1",
        conversation_id="c1",
        order_id="o1",
        subscription_id="b1",
        product="lamp",
        survey_id="v1",
        question_id="q1",
        response_id="r1",
        agent_id="bob",
        metric="nps",
        score=9.0,
        scale_min=0.0,
        scale_max=10.0,
        text="Good.",
        language="en",
        amount=1999,
        currency="EUR",
        duration_s=1.5,
        url="https://example.com/a?b=c",
        weight=0.25,
        dimensions={"country": "LT"},
        properties={"steps": [1, {"a": None}]},
    )
    store.append(group_of(batch_of([full], people=[1], keys=[11])))

    (stored,) = store.timeline(1)

    assert stored.id == id_of("shop", "a")
    assert (stored.person_id, stored.identity_key, stored.source, stored.import_id) == (1, 11, "shop", "import-1")
    assert (stored.occurred_at, stored.received_at) == (NOON, RECEIVED)
    assert (stored.properties, stored.dimensions) == ('{"steps":[1,{"a":null}]}', {"country": "LT"})
    for name in full.__struct_fields__:
        if name not in ("identifiers", "traits", "properties", "dimensions"):
            assert getattr(stored, name) == getattr(full, name), name
