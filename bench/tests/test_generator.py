from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from bench.generate import plan as plans
from bench.generate.files import write_csv, write_parquet
from bench.generate.filling import fill_store
from bench.generate.plan import BEGINS, ENDS, Plan
from bench.generate.spooling import as_batches
from bench.generate.stream import IDENTIFIERS, stream
from rapport.accounts.public import Workspace
from rapport.core.batch import INTERACTION_SCHEMA, encode_who
from rapport.core.home import WorkspaceHome
from rapport.core.interaction import Identifier
from rapport.record.store.public import open_store

SMALL = Plan(20_000)


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    return pa.concat_tables(stream(SMALL))


def test_it_makes_exactly_the_rows_that_were_asked_for(rows: pa.Table) -> None:
    assert rows.num_rows == SMALL.rows
    assert len(pc.unique(rows["source_id"])) == SMALL.rows


def test_the_same_plan_gives_the_same_rows_and_another_seed_others(rows: pa.Table) -> None:
    assert pa.concat_tables(stream(SMALL)).equals(rows)
    assert not pa.concat_tables(stream(Plan(20_000, seed=2))).equals(rows)


def test_chunks_join_without_gap_or_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "CHUNK_ROWS", 3_000)

    pieces = list(stream(SMALL))
    numbers = [int(text[1:]) for piece in pieces for text in piece["source_id"].to_pylist()]

    assert len(pieces) == 7
    assert numbers == list(range(20_000))


def test_every_promised_kind_is_there(rows: pa.Table) -> None:
    kinds = set(rows["kind"].to_pylist())

    assert {
        "page_viewed", "order_placed", "order_refunded", "survey_answered", "conversation_opened", "message_received",
        "message_sent", "conversation_solved", "conversation_reopened", "subscription_started", "subscription_renewed",
        "subscription_cancelled", "subscription_ended", "profile_updated",
    } <= kinds  # fmt: skip


def test_it_spans_two_years(rows: pa.Table) -> None:
    first, last = pc.min_max(rows["occurred_at"]).as_py().values()

    assert (first - BEGINS).days <= 2
    assert last.year >= ENDS.year - 1
    assert (ENDS - last).days <= 2


def test_few_people_bring_most_rows(rows: pa.Table) -> None:
    counts = sorted((c["counts"] for c in pc.value_counts(rows["person"].drop_null()).to_pylist()), reverse=True)

    assert SMALL.people / 2 < len(counts) <= SMALL.people
    assert sum(counts[: len(counts) // 10]) > 0.25 * sum(counts)


def test_some_rows_name_a_person_in_two_ways_and_some_in_none(rows: pa.Table) -> None:
    named = sum(pc.cast(pc.is_valid(rows[name]), pa.int8()).to_numpy() for name in ("user_id", "email", "anonymous_id"))

    assert (named == 2).mean() > 0.05
    assert 0 < (named == 0).mean() < 0.1
    assert ((named > 0) == pc.is_valid(rows["person"]).to_numpy()).all()


def test_an_identifier_belongs_to_one_person(rows: pa.Table) -> None:
    for name in ("user_id", "email", "anonymous_id"):
        owners = rows.group_by(name).aggregate([("person", "count_distinct")]).filter(pc.field(name).is_valid())

        assert pc.max(owners["person_count_distinct"]).as_py() == 1, name


def test_a_conversation_begins_with_its_opening_and_has_one_person(rows: pa.Table) -> None:
    steps = rows.filter(pc.is_valid(rows["conversation_id"]))
    firsts = steps.group_by("conversation_id", use_threads=False).aggregate([("kind", "first"), ("person", "count_distinct")])

    assert set(firsts["kind_first"].to_pylist()) == {"conversation_opened"}
    assert pc.max(firsts["person_count_distinct"]).as_py() == 1


def test_a_refund_never_gives_back_more_than_was_paid(rows: pa.Table) -> None:
    orders = rows.filter(pc.is_valid(rows["order_id"])).select(["order_id", "kind", "amount", "occurred_at"])
    paid = {r["order_id"]: r for r in orders.to_pylist() if r["kind"] == "order_placed"}
    refunds = [r for r in orders.to_pylist() if r["kind"] == "order_refunded"]

    assert refunds
    assert all(
        r["amount"] <= paid[r["order_id"]]["amount"] and r["occurred_at"] > paid[r["order_id"]]["occurred_at"] for r in refunds
    )


def test_csv_and_parquet_hold_the_same_rows(tmp_path: Path, rows: pa.Table) -> None:
    write_csv(SMALL, tmp_path / "stream.csv")
    write_parquet(SMALL, tmp_path / "stream.parquet")

    files = [
        duckdb.sql(f"SELECT count(*), sum(amount), count(text), count(country) FROM '{path}'").fetchone()
        for path in tmp_path.iterdir()
    ]

    assert (
        files
        == [(SMALL.rows, pc.sum(rows["amount"]).as_py(), pc.count(rows["text"]).as_py(), pc.count(rows["d_country"]).as_py())] * 2
    )


def test_a_store_filled_with_it_holds_every_row(tmp_path: Path, rows: pa.Table) -> None:
    workspace = Workspace(id=1, slug="bench", name="Bench", secret=bytes(32))
    (tmp_path / "home").mkdir()
    store = open_store(workspace, WorkspaceHome(tmp_path / "home"))

    fill_store(store, SMALL)
    found = store.query("SELECT count(*), count(DISTINCT person_id), sum(amount) FROM interactions").rows[0]
    store.close()

    assert found == (SMALL.rows, len(pc.unique(rows["person"].drop_null())), pc.sum(rows["amount"]).as_py())


def test_the_batches_for_the_spool_name_people_as_every_batch_does(rows: pa.Table) -> None:
    batches = as_batches(rows)
    written = [
        encode_who([Identifier(type=name, value=row[name]) for name in IDENTIFIERS if row[name]])  # type: ignore[arg-type]  # one of them
        for row in rows.select(IDENTIFIERS).slice(0, 2000).to_pylist()
    ]

    assert batches.column("who").to_pylist()[:2000] == written
    assert batches.schema.field("occurred_at").type == INTERACTION_SCHEMA.field("occurred_at").type
