"""What a kind says about its interactions where their source says nothing."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from rapport.core.kinds import KINDS, Kind
from rapport.record.digest.group import DigestContext, Group

_DEFAULTS: dict[str, Callable[[Kind], str]] = {
    "channel": lambda kind: kind.channel.value,
    "direction": lambda kind: kind.direction.value,
}


def name_kind(group: Group, context: DigestContext) -> Group:
    """Fill in channel and direction from the kind."""
    lacking = [name for name in _DEFAULTS if group.rows.column(name).null_count]
    if not lacking:
        return group
    kinds = group.rows.column("kind").unique()
    position = pc.index_in(group.rows.column("kind"), kinds)
    for name in lacking:
        defaults = pa.array([_DEFAULTS[name](KINDS[key]) for key in kinds.to_pylist()], pa.string())
        group = group.with_column(name, pc.coalesce(group.rows.column(name), defaults.take(position)))
    return group
