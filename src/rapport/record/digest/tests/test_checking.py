"""What is refused before it is spooled is what the digest would refuse."""

import json

import pytest

from rapport.record.digest.group import Group
from rapport.record.digest.public import check_rows
from rapport.record.digest.steps.decode import decode
from rapport.record.digest.tests.digesting import spooled

GOOD = {"source_id": "a", "kind": "page_viewed", "occurred_at": "2026-01-31T12:00:00Z", "url": "/"}


def row(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_each_refused_row_is_named_by_its_place_with_a_reason() -> None:
    rows = [
        row(),
        row(kind="page_eaten"),
        row(occurred_at="1066-10-14T09:00:00Z"),
        row(score="nine"),
        row(),
        row(url=None),
        row(kind="order_placed", amount=5),
    ]

    refused = check_rows(rows)

    assert [(each.place, each.reason.value) for each in refused] == [
        (1, "unknown_kind"),
        (2, "bad_time"),
        (3, "invalid"),
        (5, "missing_field"),
        (6, "missing_field"),
    ]
    assert json.loads(refused[1].row)["occurred_at"] == "1066-10-14T09:00:00Z"
    assert "currency" in refused[4].detail
    assert "$.score" in refused[2].detail


def test_nothing_is_refused_where_all_is_well() -> None:
    assert check_rows([]) == []
    assert check_rows([row(), row(source_id="b")]) == []


@pytest.mark.parametrize("text", ["5", "null", '"text"', "[1]", "{", '{"a": "\\ud800"}', "\xff"])
def test_what_is_no_object_is_kept_as_one(text: str) -> None:
    body = text.encode("latin-1")

    [refused] = check_rows([body])

    assert refused.reason.value == "invalid"
    assert isinstance(json.loads(refused.row), dict)


def test_the_digest_keeps_rows_that_are_no_objects_so_too() -> None:
    group = decode(Group((spooled(b'[5, {"kind": 1}]', form="json"),)), None)  # type: ignore[arg-type]  # it asks nothing of its context

    assert [reject.row for reject in group.rejects] == ['{"$raw":"5"}', '{"kind": 1}']
