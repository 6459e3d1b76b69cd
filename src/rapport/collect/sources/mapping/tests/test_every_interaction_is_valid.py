"""Whatever cells come, what the engine makes of them by column is what `Interaction` allows, and the same row by row."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.mapping.engine import MappingEngine
from rapport.collect.sources.mapping.tests.apply import NOW, batch_of, plan_for
from rapport.core.batch import DIMENSION_PREFIX, decode_who, to_batch
from rapport.core.interaction import Interaction

MAPPING = """
version: 1
source: any
time: {column: at, format: [iso, dmy, epoch_s]}
zone: Asia/Bangkok
person: {external: who, email: mail, handle: {column: who, network: x}, phone: {column: mail, each: ";"}}
currency: {column: cur, default: EUR}
dimensions: {place: {column: word, lower: true, map: {a: A}}}
traits: {size: num, note: word, when: {column: at, type: time, optional: true}}
keep: rest
interactions:
  - kind: {column: word, map: {a: order_placed, b: order_refunded}, else: event_logged}
    amount: num
    touchpoint: word
    order: "{who}-{word}"
    duration: num
  - {kind: survey_answered, metric: csat, score: {column: num, missing: [99]}, text: word, weight: num, when: "num is not empty"}
  - {kind: survey_answered, name: low, metric: effort, score: {column: num, scale: -5-5, reversed: true}, url: word}
  - {kind: mention_posted, text: {column: word, html: true}, language: cur}
  - {kind: event_logged, touchpoint: "{$index} {$item}", each: list, properties: {k: num, fixed: {value: x}}}
  - {kind: call_received, repeat: few, agent: who}
"""

texts = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "a",
            "b",
            "NULL",
            "<p>x</p>",
            "undefined",
            "5",
            "1.234,50",
            "-3",
            "99",
            "(7)",
            "1e400",
            "\x1f",
            "a\x1eb",
            "ü" * 600,
        ]
    ),
    st.text(max_size=20),
)
numbers = st.one_of(
    texts, st.integers(-(2**70), 2**70), st.floats(), st.booleans(), st.none(), st.sampled_from(["1", "2", "3.5", "4", "5"])
)
moments = st.one_of(
    texts,
    st.sampled_from(["2024-01-31", "31/01/2567", "1519211811", "2024-02-30", "1800-01-01", "2024-03-31T02:30:00+02:00"]),
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9998, 1, 1)),  # noqa: DTZ001  # wall clock
)
cells = {
    "at": moments,
    "who": texts,
    "mail": st.one_of(texts, st.sampled_from(["Dana <dana@example.com>", "a@b.example;c@d.example"])),
    "num": numbers,
    "word": texts,
    "cur": st.one_of(st.sampled_from(["EUR", "jpy", "€", "KWD", "", "english"]), texts),
    "list": st.one_of(st.none(), st.lists(st.one_of(texts, st.integers()), max_size=3), st.sampled_from(["[1, 2]", "[", "x"])),
    "few": st.one_of(st.sampled_from(["0", "1", "2", "-1", "x", "1.5", "999999999", ""]), st.none()),
    "more": st.one_of(numbers, st.lists(st.integers(), max_size=2)),
}
batches = st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=8).map(
    lambda rows: batch_of({name: [row[name] for row in rows] for name in cells})
)


def run(batch: RowBatch, *pieces: RowBatch) -> tuple[pa.Table, list[Any]]:
    engine = MappingEngine(plan_for(MAPPING.replace("-5-5", "-5..5"), batch), file_name="any.csv", now=NOW)
    mapped = [engine.map(piece) for piece in pieces or [batch]]
    return pa.concat_tables([each.table for each in mapped], promote_options="default"), [
        r for each in mapped for r in each.rejects
    ]


def as_interaction(row: dict[str, Any]) -> Interaction:
    """Build the interaction that a table row says, and let msgspec check every constraint."""
    fields = {name: value for name, value in row.items() if value is not None and not name.startswith(DIMENSION_PREFIX)}
    fields["occurred_at"] = fields["occurred_at"].astimezone(UTC)
    fields["identifiers"] = msgspec.to_builtins(decode_who(fields.pop("who"))) if "who" in fields else ()
    for name in ("traits", "properties"):
        if name in fields:
            fields[name] = msgspec.json.decode(fields[name])
    fields["dimensions"] = {
        n.removeprefix(DIMENSION_PREFIX): v for n, v in row.items() if n.startswith(DIMENSION_PREFIX) and v is not None
    }
    return msgspec.convert(fields, Interaction)


@settings(max_examples=150, deadline=None)
@given(batches)
def test_what_the_engine_emits_is_valid_and_reads_back_the_same(batch: RowBatch) -> None:
    table, _ = run(batch)

    interactions = [as_interaction(row) for row in table.to_pylist()]

    again = to_batch(interactions)
    for name in again.column_names:
        if name in ("traits", "properties"):
            continue
        assert again.column(name).to_pylist() == table.column(name).to_pylist(), name
    ids = table.column("source_id").to_pylist()
    assert len(set(ids)) == len(ids)


@settings(max_examples=80, deadline=None)
@given(batches)
def test_rows_one_by_one_give_the_same_as_all_at_once(batch: RowBatch) -> None:
    singles = [
        RowBatch({name: column[place : place + 1] for name, column in batch.columns.items()}, [number], [], 0)
        for place, number in enumerate(batch.row_numbers)
    ]

    together, rejects = run(batch)
    apart, rejects_apart = run(batch, *singles)

    by_id = [("source_id", "ascending")]
    columns = together.column_names
    assert apart.select(columns).sort_by(by_id).to_pylist() == together.sort_by(by_id).to_pylist()
    assert rejects_apart == rejects
