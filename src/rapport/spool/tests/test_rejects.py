"""Rejects are kept once, found again, and marked when they were replayed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.core.notice import Notice, Quoted, about
from rapport.spool.embedded.rejects import PAGE
from rapport.spool.public import OPEN_REJECTS, NewBatch, Reject, RejectFilter, Spool, open_spool

REJECT = Reject("monday", "shop", "kind: order_placed", "orders.csv", 7, '{"total": "x"}', "bad_amount", "Write a number.")


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with open_spool(tmp_path / "spool.db") as opened:
        yield opened


def kept(spool: Spool, which: RejectFilter = OPEN_REJECTS) -> list[Reject]:
    return [found.reject for found in spool.rejects(which)]


def test_the_same_reject_is_kept_once_however_often_its_import_runs(spool: Spool) -> None:
    spool.keep_rejects([REJECT])
    spool.append([NewBatch("tuesday", "shop", "json", b"[]", 0, (replace(REJECT, import_id="tuesday"),))])

    assert kept(spool) == [REJECT]
    assert [spool.results(name).rejected for name in ("monday", "tuesday", "wednesday")] == [1, 1, 0]


@pytest.mark.parametrize(
    "other",
    [{"source": "web"}, {"file": "b.csv"}, {"row_number": 8}, {"row": '{"total": "y"}'}, {"reason": "bad_time"}],
    ids=lambda change: next(iter(change)),
)
def test_a_reject_that_differs_in_its_identity_is_another(spool: Spool, other: dict[str, str]) -> None:
    spool.keep_rejects([REJECT, replace(REJECT, **other)])  # type: ignore[arg-type]  # row_number is the one int

    assert len(kept(spool)) == 2


def test_a_better_mapping_or_wording_does_not_make_it_another(spool: Spool) -> None:
    spool.keep_rejects([REJECT, replace(REJECT, mapping="kind: order_refunded", detail="Give a number.")])

    assert kept(spool) == [REJECT]


def test_reading_can_go_on_where_it_ended(spool: Spool) -> None:
    spool.keep_rejects([replace(REJECT, row_number=number) for number in range(5)])
    second = list(spool.rejects())[1]

    assert [found.reject.row_number for found in spool.rejects(after=second.id)] == [2, 3, 4]


TEXTS = st.text()  # NUL and half surrogate pairs as well
REJECTS = st.builds(Reject, TEXTS, TEXTS, TEXTS, TEXTS, st.integers(0, 2**60), TEXTS, TEXTS, TEXTS)


@settings(max_examples=50, deadline=None)
@given(rejects=st.lists(REJECTS, max_size=4))
def test_any_text_is_kept_as_it_is_except_broken_unicode(rejects: list[Reject], tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_spool(tmp_path_factory.mktemp("spool") / "spool.db") as spool:
        spool.keep_rejects(rejects)
        found = kept(spool, OPEN_REJECTS)

    whole = [mended(reject) for reject in rejects]
    assert set(map(identity, found)) == set(map(identity, whole))
    assert set(found) <= set(whole)


def mended(reject: Reject) -> Reject:
    changes = {name: getattr(reject, name).encode("utf-8", "replace").decode() for name in TEXT_FIELDS}
    return replace(reject, **changes)


TEXT_FIELDS = ("import_id", "source", "mapping", "file", "row", "reason", "detail")


def identity(reject: Reject) -> tuple[object, ...]:
    return (reject.source, reject.file, reject.row_number, reject.row, reject.reason)


@settings(max_examples=50, deadline=None)
@given(values=st.lists(TEXTS, min_size=1, max_size=4))
def test_what_a_reject_says_is_a_notice_again(values: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    details = [about("time", Notice("%(value)s is no moment: %(raw)s.", value=Quoted(value), raw=value)) for value in values]
    with open_spool(tmp_path_factory.mktemp("spool") / "spool.db") as spool:
        spool.keep_rejects([replace(REJECT, row_number=number, detail=detail) for number, detail in enumerate(details)])
        found = [reject.detail for reject in kept(spool)]

    assert found == [detail.encode("utf-8", "replace").decode() for detail in details]
    assert [detail.text for detail in found if isinstance(detail, Notice)] == ["%(what)s: %(problem)s"] * len(details)


def test_filters_choose_and_counts_agree(spool: Spool) -> None:
    late = replace(REJECT, import_id="tuesday", row_number=8, reason="bad_time", file="late.csv")
    spool.keep_rejects([REJECT, late, replace(REJECT, import_id="tuesday")])

    assert kept(spool, RejectFilter(import_id="monday")) == [REJECT]
    assert kept(spool, RejectFilter(import_id="tuesday")) == [REJECT, late]
    assert kept(spool, RejectFilter(reason="bad_time")) == kept(spool, RejectFilter(file="late.csv")) == [late]
    assert kept(spool, RejectFilter(source="web")) == []
    assert spool.count_rejects() == {"bad_amount": 1, "bad_time": 1}
    assert spool.count_rejects(RejectFilter(reason="bad_time")) == {"bad_time": 1}


def test_a_replayed_reject_is_not_listed_any_more_and_does_not_come_back(spool: Spool) -> None:
    spool.keep_rejects([REJECT])
    (found,) = spool.rejects()

    spool.mark_replayed([found.id])
    spool.keep_rejects([REJECT])

    assert kept(spool) == []
    (replayed,) = spool.rejects(RejectFilter(is_replayed=True))
    assert replayed.reject == REJECT
    assert replayed.replayed_at is not None
    assert kept(spool, RejectFilter(is_replayed=None)) == [REJECT]


def test_many_rejects_are_streamed_while_more_are_being_kept(spool: Spool) -> None:
    spool.keep_rejects([replace(REJECT, row_number=number) for number in range(PAGE * 2)])

    stream = spool.rejects()
    first = next(stream)
    spool.keep_rejects([replace(REJECT, row_number=PAGE * 2)])

    assert [found.reject.row_number for found in (first, *stream)] == list(range(PAGE * 2 + 1))
