"""From the spool into the store, with real identities, store and spool."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pytest

from rapport.accounts.public import Workspace
from rapport.core.batch import to_batch, write_batch
from rapport.core.errors import BugError
from rapport.core.interaction import Identifier, decode_interaction
from rapport.record.digest.digest import STEPS, digested_so_far
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.steps.store import finish
from rapport.record.digest.tests.digesting import DANA, NOON, Record, new_batch, open_record, placed
from rapport.record.identity.public import forget
from rapport.record.store.public import MAXIMUM_DIMENSIONS
from rapport.spool.public import Backlog, BatchResult, NewBatch, RejectFilter

ERIN = (Identifier(type="email", value="erin@example.com"),)


@pytest.fixture
def record(workspace: Workspace, tmp_path: Path) -> Iterator[Record]:
    made = open_record(workspace, tmp_path / "alice")
    yield made
    made.store.close()
    made.spool.close()


def test_what_was_delivered_is_stored_with_its_person_and_batch(record: Record) -> None:
    rich = placed("a", order_id="o1", dimensions={"country": "DE"}, traits={"plan": "pro"}, properties={"gift": True}, weight=1.5)

    record.deliver(new_batch(rich, placed("b"), placed("c", identifiers=ERIN), placed("d", identifiers=())))

    columns = "source_id, source, import_id, occurred_at, order_id, amount, currency, weight, d_country, properties"
    assert record.stored(columns)[0] == (
        *("a", "shop", "monday", NOON.replace(tzinfo=None), "o1"),
        *(100, "EUR", 1.5, "DE", '{"gift":true}'),
    )
    people = record.people()
    assert people["a"] == people["b"] != people["c"]
    assert people["d"] is None
    assert record.store.query("SELECT name, text_value, person_id FROM traits").rows == [("plan", "pro", people["a"])]
    assert record.results() == BatchResult(0, 4, 0)
    assert record.spool.backlog() == Backlog(0, 0)


def test_nothing_waiting_is_nothing_to_do(record: Record) -> None:
    assert record.digest.run_once() == 0


def test_an_empty_batch_is_finished_and_does_not_hide_those_behind_it(record: Record) -> None:
    record.spool.append([NewBatch("monday", "shop", "json", b"[]", 0)])
    record.spool.append([new_batch(placed("a"))])

    assert record.digest.run_once() == 1
    assert record.spool.backlog() == Backlog(0, 0)


def test_channel_and_direction_come_from_the_kind_where_the_source_says_nothing(record: Record) -> None:
    record.deliver(new_batch(placed("a"), placed("b", channel="store"), placed("c", kind="page_viewed", url="/")))

    assert record.stored("source_id, channel, direction") == [
        ("a", "other", "inbound"),
        ("b", "store", "inbound"),
        ("c", "web", "inbound"),
    ]


def test_delivering_again_changes_nothing_in_or_across_batches(record: Record) -> None:
    record.deliver(new_batch(placed("a", amount=1), placed("b"), placed("a", amount=2)), new_batch(placed("b"), form="json"))
    record.deliver(new_batch(placed("a", amount=3), form="json"))

    assert record.stored("source_id, amount") == [("a", 1), ("b", 100)]
    assert record.results() == BatchResult(0, 2, 3)


def test_the_same_source_id_of_another_source_is_another_interaction(record: Record) -> None:
    record.deliver(new_batch(placed("a")), new_batch(placed("a"), source="web"))

    assert record.stored("source, source_id") == [("shop", "a"), ("web", "a")]


def test_each_source_is_asked_about_its_own_people_in_mixed_groups(record: Record) -> None:
    record.deliver(
        new_batch(placed("a", identifiers=ERIN)),
        new_batch(placed("b"), source="web"),
        new_batch(placed("c"), placed("d", identifiers=ERIN), placed("e", identifiers=())),
    )

    people = record.people()
    assert people["a"] == people["d"]
    assert people["b"] == people["c"]
    assert people["e"] is None
    assert len(set(people.values())) == 3


def test_rows_already_stored_move_when_two_people_turn_out_to_be_one(record: Record) -> None:
    phone = (Identifier(type="user_id", value="u-4711"),)
    record.deliver(new_batch(placed("a"), placed("b", identifiers=phone)))
    assert len({person for (person,) in record.stored("person_id")}) == 2

    record.deliver(new_batch(placed("c", identifiers=DANA + phone)))

    assert len({person for (person,) in record.stored("person_id")}) == 1


def test_a_bad_row_becomes_a_reject_and_the_others_go_on(record: Record) -> None:
    bad = {
        "no_such_kind": placed("a", kind="no_such_kind"),
        "too_late": placed("b", occurred_at=NOON + timedelta(days=80 * 365)),
        "no_order_id": placed("c", kind="message_received", conversation_id=None),
        "good": placed("d"),
    }

    record.deliver(new_batch(*bad.values()))

    assert record.stored() == [("d",)]
    dropped = {"unknown_kind": 1, "bad_time": 1, "missing_field": 1}
    assert record.results() == BatchResult(0, 1, 0, dropped)
    assert record.spool.count_rejects() == dropped
    assert record.spool.results("monday").rejected == 3


def test_a_reject_can_be_corrected_and_delivered_again(record: Record) -> None:
    rich = placed(
        "a", kind="orderd", dimensions={"country": "DE"}, traits={"plan": "pro"}, properties={"gift": [1]}, channel="store"
    )
    record.deliver(new_batch(rich))

    (kept,) = record.spool.rejects()
    corrected = kept.reject.row.replace("orderd", "order_placed")
    record.deliver(NewBatch("replay", "shop", "json", f"[{corrected}]".encode(), 1))

    assert decode_interaction(kept.reject.row.encode()) == rich
    assert record.stored("source_id, d_country, channel, properties") == [("a", "DE", "store", '{"gift":[1]}')]
    assert "Known: " in kept.reject.detail


def test_the_invalid_row_of_a_json_batch_is_kept_as_it_came(record: Record) -> None:
    good = (
        '{"source_id": "a", "kind": "order_placed", "occurred_at": "2026-01-31T14:00:00+02:00", "amount": 1, "currency": "EUR"}'
    )
    bad = '{"source_id": "b", "kind": "order_placed", "occurred_at": "yesterday"}'

    record.deliver(NewBatch("monday", "shop", "json", f"[{good}, {bad}]".encode(), 2))

    assert record.stored("source_id, occurred_at") == [("a", NOON.replace(tzinfo=None))]
    (kept,) = record.spool.rejects()
    assert (kept.reject.row, kept.reject.reason) == (bad, "invalid")
    assert "occurred_at" in kept.reject.detail


@pytest.mark.parametrize(
    ("form", "body"), [("json", b'{"a": '), ("json", b'{"a": 1}'), ("json", b"\xff\xfe"), ("arrow", b"x" * 99)]
)
def test_a_body_that_is_no_batch_is_kept_and_does_not_block_the_others(record: Record, form: str, body: bytes) -> None:
    broken = NewBatch("monday", "shop", form, body, 7)  # type: ignore[arg-type]  # one of the two forms

    record.deliver(new_batch(placed("a")), broken, new_batch(placed("b")))

    assert record.stored() == [("a",), ("b",)]
    assert record.results() == BatchResult(0, 2, 0, {"unreadable": 7})
    (kept,) = record.spool.rejects(RejectFilter(reason="unreadable"))
    assert kept.reject.row.startswith('{"$')


def test_nothing_is_kept_of_somebody_who_was_erased(record: Record, workspace: Workspace) -> None:
    record.deliver(new_batch(placed("a"), placed("b", identifiers=ERIN)))
    dana = record.people()["a"]
    assert isinstance(dana, int)
    forget(workspace, dana)

    record.deliver(new_batch(placed("c"), placed("d", identifiers=ERIN), placed("e")))

    assert record.stored() == [("a",), ("b",), ("d",)]
    assert record.results() == BatchResult(0, 3, 0, {"erased_person": 2})
    assert record.spool.count_rejects() == {}


def test_what_we_did_not_foresee_in_one_batch_does_not_hold_up_the_others(record: Record) -> None:
    foreign = to_batch([placed("x")])
    foreign = foreign.set_column(foreign.schema.get_field_index("who"), "who", pa.array(["not written by encode_who"]))
    unforeseen = NewBatch("monday", "shop", "arrow", write_batch(foreign), 1)
    record.spool.append([new_batch(placed("a")), unforeseen, new_batch(placed("b"))])

    with pytest.raises(BugError, match="stays in the spool"):
        record.digest.run_once()

    assert record.stored() == [("a",), ("b",)]
    assert record.spool.backlog() == Backlog(1, 1)


def test_when_the_store_was_reached_and_the_spool_was_not_told_the_first_result_counts(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = placed("c", kind="no_such_kind")
    record.spool.append([new_batch(placed("a"), placed("b"), placed("b"), bad)])
    with monkeypatch.context() as patch:
        patch.setattr("rapport.record.digest.digest.STEPS", tuple(step for step in STEPS if step is not finish))
        record.digest.run_once()
    assert record.spool.backlog() == Backlog(1, 4)

    record.deliver()

    assert record.stored() == [("a",), ("b",)]
    assert record.results() == BatchResult(0, 2, 1, {"unknown_kind": 1})
    assert record.spool.count_rejects() == {"unknown_kind": 1}


def test_dimensions_beyond_the_limit_are_refused_and_rows_without_them_go_on(record: Record) -> None:
    record.deliver(new_batch(placed("wide", dimensions={f"n{number}": "x" for number in range(MAXIMUM_DIMENSIONS - 1)})))

    record.deliver(
        new_batch(
            placed("known", dimensions={"n1": "x"}),
            placed("last new", dimensions={"plan": "pro"}),
            placed("one too many", dimensions={"n1": "x", "shoe_size": "38"}),
            placed("none"),
        )
    )

    assert record.stored("source_id") == [("known",), ("last new",), ("none",), ("wide",)]
    assert record.results().dropped == {"too_many_dimensions": 1}
    (kept,) = record.spool.rejects()
    assert "Map shoe_size to a property" in kept.reject.detail


def test_ids_are_keyed_by_the_workspace_and_marked_as_made_by_a_rule(
    record: Record, other_workspace: Workspace, tmp_path: Path
) -> None:
    others = open_record(other_workspace, tmp_path / "charlie")
    for each in (record, others):
        each.deliver(new_batch(placed("a")))

    ((ours,),) = record.stored("id")
    ((theirs,),) = others.stored("id")
    others.store.close()
    assert isinstance(ours, UUID)
    assert (ours.version, ours.variant) == (8, "specified in RFC 4122")
    assert ours != theirs


def test_groups_stay_near_the_limit_and_the_rest_comes_next(workspace: Workspace, tmp_path: Path) -> None:
    record = open_record(workspace, tmp_path / "alice", group_rows=3)
    record.spool.append([new_batch(placed(f"{number}.0"), placed(f"{number}.1")) for number in range(3)])

    assert [record.digest.run_once() for _ in range(4)] == [2, 2, 2, 0]


def test_the_process_counts_on_when_a_digest_is_made_anew(workspace: Workspace, tmp_path: Path) -> None:
    for number in range(2):
        record = open_record(workspace, tmp_path / str(number))
        record.deliver(new_batch(placed("a"), placed("b", kind="no_such_kind")))

    counted = {count.name: count for count in digested_so_far(workspace)}

    assert (counted["decode"].rows, counted["check_kind"].dropped) == (4, {DropReason.UNKNOWN_KIND: 2})


def test_steps_are_counted_with_what_they_dropped(record: Record) -> None:
    record.deliver(new_batch(placed("a"), placed("b", kind="no_such_kind"), placed("c", kind="no_such_kind")))
    record.deliver(NewBatch("monday", "shop", "json", b'[{"source_id": "d"}]', 1))

    counted = {count.name: count for count in record.digest.counters()}
    assert list(counted) == [step.__name__ for step in STEPS]
    assert (counted["decode"].rows, counted["decode"].dropped) == (4, {DropReason.INVALID: 1})
    assert (counted["check_kind"].rows, counted["check_kind"].dropped) == (3, {DropReason.UNKNOWN_KIND: 2})
    assert (counted["store"].rows, counted["store"].dropped) == (1, {})
    assert all(count.seconds > 0 for count in counted.values())
