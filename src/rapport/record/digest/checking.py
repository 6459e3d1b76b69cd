"""Rows looked at before they are spooled, by the rules of the digest: whoever delivers them hears at once what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from rapport.core import clock
from rapport.core.batch import to_batch
from rapport.core.interaction import Interaction
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.group import BATCH_NO, DigestContext, Group, Step
from rapport.record.digest.steps.check import check_kind, check_present, check_required, check_time, check_values
from rapport.record.digest.steps.decode import Bad, decode_row
from rapport.spool.public import SpooledBatch

CHECKS: tuple[Step, ...] = (check_present, check_kind, check_required, check_time, check_values)
"""The checks that look at a row alone. The digest makes them again, and those that need the store."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be stored. `place` counts from 0; `row` is a JSON object, for `spool.Reject`."""

    place: int
    row: str
    reason: DropReason
    detail: str


def check_rows(rows: Sequence[bytes]) -> list[Refused]:
    """Return which rows, each the JSON of an interaction, would be refused, in their order."""
    decoded = [decode_row(row) for row in rows]
    refused = [Refused(place, bad.row, bad.reason, bad.detail) for place, bad in enumerate(decoded) if isinstance(bad, Bad)]
    good = {place: row for place, row in enumerate(decoded) if isinstance(row, Interaction)}
    places = list(good)
    refused += [replace(each, place=places[each.place]) for each in _refused_by_checks(list(good.values()))]
    return sorted(refused, key=lambda each: each.place)


def _refused_by_checks(interactions: list[Interaction]) -> list[Refused]:
    """A batch of its own for each row: what the checks refuse is counted by batch, which is the row then.

    The rows are kept as the digest itself would write them, so that the two are one reject.
    """
    if not interactions:
        return []
    import pyarrow as pa

    now = clock.now()
    batches = tuple(SpooledBatch(0, "", "", "json", b"", 1, now) for _ in interactions)
    table = to_batch(interactions)
    group = Group(batches, table.append_column(BATCH_NO, pa.array(range(len(interactions)), pa.int32())))
    for check in CHECKS:
        group = check(group, _NO_CONTEXT)
    refused = zip(group.dropped, group.rejects, strict=True)
    return [Refused(dropped.batch_no, reject.row, dropped.reason, reject.detail) for dropped, reject in refused]


_NO_CONTEXT = cast(DigestContext, None)
"""These checks need none."""
