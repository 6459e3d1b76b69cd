"""The door to the store."""

from rapport.record.store.arrivals import Arrivals, MinuteCount, arrivals_after, arrivals_by_minute, latest_arrivals
from rapport.record.store.dialect import Dialect
from rapport.record.store.listing import (
    InteractionFilter,
    Place,
    Thread,
    find_interaction,
    find_threads,
    first_with_keys,
    list_interactions,
)
from rapport.record.store.needles import ERASED, Needles, in_parts
from rapport.record.store.opening import close_all, current_store, open_store, remove_store
from rapport.record.store.protocol import (
    MAXIMUM_DIMENSIONS,
    AppendGroup,
    AppendResult,
    Consistency,
    ErasedCounts,
    Move,
    QueryTimeoutError,
    ResolvedBatch,
    Rows,
    Store,
    StoredInteraction,
    TooManyDimensionsError,
    TraitRow,
)
from rapport.record.store.tallies import Tally, counts_of, tally_interactions
from rapport.record.store.versions import Version, note_erasure, version_of

__all__ = [
    "ERASED",
    "MAXIMUM_DIMENSIONS",
    "AppendGroup",
    "AppendResult",
    "Arrivals",
    "Consistency",
    "Dialect",
    "ErasedCounts",
    "InteractionFilter",
    "MinuteCount",
    "Move",
    "Needles",
    "Place",
    "QueryTimeoutError",
    "ResolvedBatch",
    "Rows",
    "Store",
    "StoredInteraction",
    "Tally",
    "Thread",
    "TooManyDimensionsError",
    "TraitRow",
    "Version",
    "arrivals_after",
    "arrivals_by_minute",
    "close_all",
    "counts_of",
    "current_store",
    "find_interaction",
    "find_threads",
    "first_with_keys",
    "in_parts",
    "latest_arrivals",
    "list_interactions",
    "note_erasure",
    "open_store",
    "remove_store",
    "tally_interactions",
    "version_of",
]
