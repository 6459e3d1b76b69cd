"""Rows that cannot be right become rejects that say what to do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest

from rapport.core.kinds import KINDS
from rapport.record.digest.group import Group, Step
from rapport.record.digest.steps import check
from rapport.record.digest.tests.digesting import NOON, decoded, placed

NO_CONTEXT: Any = None  # these steps ask nothing of it


def left(group: Group) -> list[str]:
    return [str(one) for one in group.rows.column("source_id").to_pylist()]


@pytest.mark.parametrize("key", list(KINDS))
def test_the_example_of_every_kind_passes(key: str) -> None:
    group = decoded(KINDS[key].example)

    for step in (check.check_present, check.check_kind, check.check_required, check.check_time, check.check_values):
        group = step(group, NO_CONTEXT)

    assert (group.rows.num_rows, group.dropped) == (1, ())


def spoilt(column: str, value: object, arrow_type: pa.DataType) -> Group:
    """A good row, and one with a value that no validated interaction can have."""
    group = decoded(placed("good"), placed("bad"))
    return group.with_column(column, pa.array([group.rows.column(column)[0].as_py(), value], arrow_type))


FLOAT, STRING = pa.float64(), pa.string()


@pytest.mark.parametrize(
    ("step", "column", "value", "arrow_type", "reason"),
    [
        (check.check_present, "kind", None, STRING, "missing_field"),
        (check.check_present, "occurred_at", None, pa.timestamp("us", tz="UTC"), "missing_field"),
        (check.check_kind, "kind", "order_eaten", STRING, "unknown_kind"),
        (check.check_time, "occurred_at", NOON.replace(year=1899), pa.timestamp("us", tz="UTC"), "bad_time"),
        (check.check_time, "occurred_at", NOON.replace(year=9999), pa.timestamp("us", tz="UTC"), "bad_time"),
        (check.check_values, "score", float("nan"), FLOAT, "bad_value"),
        (check.check_values, "score", float("inf"), FLOAT, "bad_value"),
        (check.check_values, "weight", -0.5, FLOAT, "bad_value"),
        (check.check_values, "duration_s", -1.0, FLOAT, "bad_value"),
        (check.check_values, "channel", "pigeon", STRING, "bad_value"),
        (check.check_values, "direction", "sideways", STRING, "bad_value"),
    ],
)
def test_a_value_that_cannot_be_is_refused(step: Step, column: str, value: object, arrow_type: pa.DataType, reason: str) -> None:
    group = step(spoilt(column, value, arrow_type), NO_CONTEXT)

    assert left(group) == ["good"]
    assert group.dropped_of(0) == {reason: 1}
    assert group.rejects[0].reason == reason
    assert '"source_id":"bad"' in group.rejects[0].row


def test_a_row_without_source_id_is_refused() -> None:
    group = check.check_present(decoded(placed("a")).with_column("source_id", pa.array([None], STRING)), NO_CONTEXT)

    assert group.dropped_of(0) == {"missing_field": 1}


def test_a_little_ahead_of_the_clock_is_allowed() -> None:
    group = check.check_time(decoded(placed("a", occurred_at=NOON + timedelta(days=400))), NO_CONTEXT)

    assert left(group) == ["a"]


def test_one_of_several_required_fields_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    needy = replace(KINDS["order_placed"], required=(("amount", "text"), "identifiers"))
    monkeypatch.setattr(check, "KINDS", {"order_placed": needy})
    group = decoded(
        placed("amount"),
        placed("text", amount=None, text="x"),
        placed("neither", amount=None),
        placed("nobody", identifiers=()),
    )

    group = check.check_required(group, NO_CONTEXT)

    assert left(group) == ["amount", "text"]
    assert [reject.detail.split(".")[0] for reject in group.rejects] == [
        "order_placed needs amount or text",
        "order_placed needs identifiers",
    ]


def test_what_one_kind_requires_is_not_asked_of_another() -> None:
    needy = [key for key in KINDS if "conversation_id" in KINDS[key].required]
    group = decoded(placed("a"), placed("b", kind=needy[0]))

    assert left(check.check_required(group, NO_CONTEXT)) == ["a"]
