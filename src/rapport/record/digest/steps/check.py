"""Rows that cannot be right become rejects. The mapping has checked thoroughly at the edge; this is the cheap second look."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from rapport.core import clock
from rapport.core.batch import DIMENSION_PREFIX, TIME
from rapport.core.channels import Channel, Direction
from rapport.core.kinds import KINDS, Kind
from rapport.core.notice import Notice, Quoted, either, together
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.group import DigestContext, Group
from rapport.record.store.public import MAXIMUM_DIMENSIONS

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=5 * 366)
"""A subscription may end next year, a shipment may be announced; 2107 is a typing error."""

_ALWAYS = ("source_id", "kind", "occurred_at")
_COLUMN_OF = {"identifiers": "who"}


def check_present(group: Group, context: DigestContext) -> Group:
    """Refuse rows without what every interaction has."""
    for name in _ALWAYS:
        if group.rows.column(name).null_count:
            detail = Notice("It has no %(name)s. Add it, or say in the mapping which column holds it.", name=name)
            group = group.reject(group.rows.column(name).is_null(), DropReason.MISSING_FIELD, detail=detail)
    return group


def check_kind(group: Group, context: DigestContext) -> Group:
    """Refuse rows of kinds that nobody registered."""
    for key in group.rows.column("kind").unique().to_pylist():
        if key not in KINDS:
            detail = together(
                Notice("There is no kind %(kind)s.", kind=Quoted(key)), Notice("Known: %(known)s.", known=list(KINDS))
            )
            group = group.reject(pc.equal(group.rows.column("kind"), key), DropReason.UNKNOWN_KIND, detail=detail)
    return group


def check_required(group: Group, context: DigestContext) -> Group:
    """Refuse rows that lack what their kind cannot be without."""
    for key in group.rows.column("kind").unique().to_pylist():
        for needed in KINDS[key].required:
            group = _require(group, KINDS[key], (needed,) if isinstance(needed, str) else needed)
    return group


def _require(group: Group, kind: Kind, one_of: tuple[str, ...]) -> Group:
    columns = [group.rows.column(_COLUMN_OF.get(name, name)) for name in one_of]
    if any(column.null_count == 0 for column in columns):
        return group
    lacks = pc.equal(group.rows.column("kind"), kind.key)
    for column in columns:
        lacks = pc.and_(lacks, column.is_null())
    detail = Notice(
        "%(kind)s needs %(wanted)s. Add it, or say in the mapping which column holds it.",
        kind=kind.key,
        wanted=either(one_of),
    )
    return group.reject(lacks, DropReason.MISSING_FIELD, detail=detail)


def check_time(group: Group, context: DigestContext) -> Group:
    """Refuse moments that cannot be meant."""
    latest = clock.now() + AHEAD
    times = group.rows.column("occurred_at")
    is_bad = pc.or_(pc.less(times, pa.scalar(EARLIEST, TIME)), pc.greater(times, pa.scalar(latest, TIME)))
    detail = Notice(
        "The time is before %(first)s or after %(last)s. Correct it; in a mapping, check its column and format.",
        first=str(EARLIEST.year),
        last=str(latest.year),
    )
    return group.reject(is_bad, DropReason.BAD_TIME, detail=detail)


_AT_LEAST_ZERO = ("duration_s", "weight")
_FINITE = ("score", "scale_min", "scale_max", "duration_s", "weight")
_ONE_OF = {"channel": Channel, "direction": Direction}


def check_values(group: Group, context: DigestContext) -> Group:
    """Refuse numbers out of range and words that are not in their closed list."""
    for name in _FINITE:
        if _has_values(group, name):
            is_bad = pc.invert(pc.is_finite(group.rows.column(name)))
            group = group.reject(is_bad, DropReason.BAD_VALUE, detail=Notice("%(name)s is not a finite number.", name=name))
    for name in _AT_LEAST_ZERO:
        if _has_values(group, name):
            is_bad = pc.less(group.rows.column(name), 0.0)
            group = group.reject(is_bad, DropReason.BAD_VALUE, detail=Notice("%(name)s is below zero.", name=name))
    for name, words in _ONE_OF.items():
        if _has_values(group, name):
            known = pa.array([word.value for word in words])
            is_bad = pc.and_(group.rows.column(name).is_valid(), pc.invert(pc.is_in(group.rows.column(name), known)))
            detail = Notice("%(name)s must be one of %(known)s.", name=name, known=[word.value for word in words])
            group = group.reject(is_bad, DropReason.BAD_VALUE, detail=detail)
    return group


def _has_values(group: Group, name: str) -> bool:
    column = group.rows.column(name)
    return bool(column.null_count < len(column))


def check_dimensions(group: Group, context: DigestContext) -> Group:
    """Refuse rows with a new dimension where the workspace has no room for another."""
    brought = [name for name in group.rows.column_names if name.startswith(DIMENSION_PREFIX)]
    if not brought:
        return group
    present = context.store.dimensions()
    new = [name for name in brought if name not in present]
    for name in new[max(0, MAXIMUM_DIMENSIONS - len(present)) :]:
        detail = Notice(
            "The workspace has all the %(most)s dimensions that it may have. Map %(name)s to a property instead.",
            most=str(MAXIMUM_DIMENSIONS),
            name=name.removeprefix(DIMENSION_PREFIX),
        )
        group = group.reject(group.rows.column(name).is_valid(), DropReason.TOO_MANY_DIMENSIONS, detail=detail).without_column(
            name
        )
    return group
