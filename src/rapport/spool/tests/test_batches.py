"""Appending, reading in order, finishing, summing up."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.core.errors import BugError, UserError
from rapport.spool.embedded.batches import LIMIT_BYTES
from rapport.spool.public import Backlog, BatchResult, Form, ImportTotals, NewBatch, Spool, open_spool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with open_spool(tmp_path / "workspaces" / "default" / "spool.db") as opened:
        yield opened


def batch(body: bytes = b"[]", *, rows: int = 1, import_id: str = "import", form: Form = "json") -> NewBatch:
    return NewBatch(import_id, "shop", form, body, rows)


FORMS: tuple[Form, ...] = ("arrow", "json")
BATCHES = st.builds(
    NewBatch,
    import_id=st.text(st.characters(codec="utf-8")),
    source=st.text(st.characters(codec="utf-8")),
    form=st.sampled_from(FORMS),
    body=st.binary(max_size=20_000),
    rows=st.integers(0, 10**9),
)


@settings(max_examples=40, deadline=None)
@given(groups=st.lists(st.lists(BATCHES, max_size=5), max_size=5))
def test_what_went_in_comes_out_in_order(groups: list[list[NewBatch]], tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_spool(tmp_path_factory.mktemp("spool") / "spool.db") as spool:
        seqs = [seq for group in groups for seq in spool.append(group)]
        found = spool.pending(after=0, limit_rows=10**12)

    assert seqs == sorted(set(seqs)) == [held.seq for held in found]
    assert [NewBatch(h.import_id, h.source, h.form, h.body, h.rows) for h in found] == [b for group in groups for b in group]


def test_it_gives_the_moment_at_which_a_batch_was_received(spool: Spool) -> None:
    before = datetime.now(UTC)

    spool.append([batch()])

    (held,) = spool.pending(after=0, limit_rows=1)
    assert before <= held.received_at <= datetime.now(UTC)


def test_it_stays_under_the_limit_of_rows_but_gives_at_least_one(spool: Spool) -> None:
    seqs = spool.append([batch(rows=500), batch(rows=60), batch(rows=40), batch(rows=1)])

    def taken(after: int) -> list[int]:
        return [held.seq for held in spool.pending(after=after, limit_rows=100)]

    assert taken(0) == seqs[:1]
    assert taken(seqs[0]) == seqs[1:3]
    assert taken(seqs[2]) == seqs[3:]
    assert taken(seqs[3]) == []


def test_it_stays_under_a_limit_of_bytes_as_well(spool: Spool) -> None:
    large = bytes(LIMIT_BYTES // 2 + 1)
    seqs = spool.append([batch(large), batch(large)])

    assert [held.seq for held in spool.pending(after=0, limit_rows=100)] == seqs[:1]


def test_results_add_up_over_the_batches_of_an_import(spool: Spool) -> None:
    first, second, _ = spool.append([batch(rows=10), batch(rows=20), batch(rows=7)])
    spool.append([batch(rows=5, import_id="another")])

    spool.finish([BatchResult(first, 6, 1, {"bad_time": 3}), BatchResult(second, 15, 4, {"bad_time": 0, "erased_person": 1})])

    assert spool.results("import") == ImportTotals("import", 21, 5, 0, {"bad_time": 3, "erased_person": 1}, 1, 7)
    assert spool.backlog() == Backlog(batches=2, rows=12)


def test_finishing_twice_counts_once(spool: Spool) -> None:
    (seq,) = spool.append([batch(rows=3)])

    spool.finish([BatchResult(seq, 3, 0)])
    spool.finish([BatchResult(seq, 3, 0), BatchResult(seq, 3, 0)])

    assert spool.results("import").stored == 3
    assert spool.pending(after=0, limit_rows=100) == []


def test_a_number_never_comes_back_even_when_everything_is_finished_or_the_file_is_new(tmp_path: Path) -> None:
    given_out: list[int] = []
    for name in ("first.db", "first.db", "second.db"):
        with open_spool(tmp_path / name) as spool:
            for _ in range(5):
                (seq,) = spool.append([batch()])
                spool.finish([BatchResult(seq, 1, 0)])
                given_out.append(seq)

    assert given_out == sorted(set(given_out))


def test_threads_that_append_and_read_at_once_all_get_their_own_numbers(spool: Spool) -> None:
    told: dict[int, bytes] = {}

    def append(name: int) -> None:
        for number in range(25):
            body = f"{name}/{number}".encode()
            (seq,) = spool.append([batch(body)])
            told[seq] = body
            assert spool.backlog().batches >= len(told) - 8

    threads = [threading.Thread(target=append, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {held.seq: held.body for held in spool.pending(after=0, limit_rows=10**6)} == told
    assert len(told) == 200


def test_a_copy_holds_what_was_there(spool: Spool, tmp_path: Path) -> None:
    seqs = spool.append([batch(), batch()])

    spool.copy_to(tmp_path / "copy.db")

    with open_spool(tmp_path / "copy.db") as copy:
        assert [held.seq for held in copy.pending(after=0, limit_rows=10)] == seqs
    with pytest.raises(UserError, match="exists already"):
        spool.copy_to(tmp_path / "copy.db")


def test_a_closed_spool_says_so(spool: Spool) -> None:
    spool.close()

    with pytest.raises(BugError, match="closed"):
        spool.append([batch()])
