"""Bodies of both forms become the same rows, in the order of delivery."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.core.batch import INTERACTION_SCHEMA, to_batch, write_batch
from rapport.core.interaction import Interaction
from rapport.record.digest.group import BATCH_NO, Group
from rapport.record.digest.steps.decode import decode
from rapport.record.digest.tests.digesting import NOON, body_of, decoded, placed, spooled
from rapport.record.digest.written_rows import write_rows
from rapport.spool.public import Form, SpooledBatch

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)
INTERACTIONS = st.builds(
    placed,
    source_id=TEXT,
    occurred_at=st.datetimes(min_value=datetime(1905, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    text=st.none() | TEXT,
    score=st.none() | st.floats(-1e9, 1e9),
    amount=st.none() | st.integers(-(2**62), 2**62),
    dimensions=st.dictionaries(st.sampled_from(["country", "plan"]), TEXT),
    traits=st.dictionaries(TEXT, st.none() | TEXT | st.integers(-(2**40), 2**40) | st.booleans(), max_size=2),
    properties=st.dictionaries(TEXT, TEXT | st.lists(st.booleans(), max_size=2), max_size=2),
)


def decode_all(*batches: SpooledBatch) -> Group:
    return decode(Group(batches), None)  # type: ignore[arg-type]  # decoding asks nothing of its context


@settings(max_examples=40, deadline=None)
@given(deliveries=st.lists(st.tuples(st.sampled_from(["arrow", "json"]), st.lists(INTERACTIONS, max_size=3)), max_size=4))
def test_every_row_comes_out_as_it_went_in_and_in_order(deliveries: list[tuple[Form, list[Interaction]]]) -> None:
    group = decode_all(*(spooled(body_of(rows, form), form=form) for form, rows in deliveries))

    written = write_rows(group.rows.drop_columns([BATCH_NO]))
    assert [msgspec.json.decode(row, type=Interaction) for row in written] == [row for _, rows in deliveries for row in rows]
    assert group.rows.column(BATCH_NO).to_pylist() == [number for number, (_, rows) in enumerate(deliveries) for _ in rows]
    assert group.dropped == ()


def test_times_in_any_zone_become_utc() -> None:
    india = timezone(timedelta(hours=5, minutes=30))

    for form in ("arrow", "json"):
        group = decoded(placed("a", occurred_at=NOON.astimezone(india)), form=form)

        assert group.rows.column("occurred_at").to_pylist() == [NOON]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_that_does_not_exist_in_utc_is_one_invalid_row(moment: str) -> None:
    row = '{"source_id": "%s", "kind": "page_viewed", "occurred_at": "%s"}'
    body = f"[{row % ('a', moment)}, {row % ('b', '2026-01-31T12:00:00Z')}]".encode()

    group = decode_all(spooled(body, form="json", rows=2))

    assert group.rows.column("source_id").to_pylist() == ["b"]
    assert group.dropped_of(0) == {"invalid": 1}


def test_columns_that_a_batch_lacks_are_null_and_words_may_be_dictionary_encoded() -> None:
    table = to_batch([placed("a")]).select(["source_id", "kind", "occurred_at"])
    table = table.set_column(1, "kind", table.column("kind").dictionary_encode())

    group = decode_all(spooled(write_batch(table)))

    assert group.rows.schema.names == [*INTERACTION_SCHEMA.names, BATCH_NO]
    assert group.rows.column("kind").type == pa.string()
    assert group.rows.column("amount").null_count == 1


def test_a_column_that_nobody_knows_makes_the_batch_unreadable_instead_of_vanishing() -> None:
    table = to_batch([placed("a")]).append_column("colour", pa.array(["red"]))

    group = decode_all(spooled(write_batch(table)))

    assert group.dropped_of(0) == {"unreadable": 1}
    assert "colour" in group.rejects[0].detail


def test_dimensions_of_one_batch_are_null_in_the_others() -> None:
    first, second = placed("a", dimensions={"country": "DE"}), placed("b", dimensions={"plan": "pro"})

    group = decode_all(spooled(body_of([first], "arrow")), spooled(body_of([second], "json"), form="json"))

    assert group.rows.select(["d_country", "d_plan"]).to_pylist() == [
        {"d_country": "DE", "d_plan": None},
        {"d_country": None, "d_plan": "pro"},
    ]
