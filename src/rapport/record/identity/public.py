"""The door to identities: who is who."""

from rapport.record.identity.actions import merge, unmerge
from rapport.record.identity.forgetting import forget
from rapport.record.identity.normalise import normalise
from rapport.record.identity.queries import (
    IdentifierRow,
    MergeRow,
    current_person,
    find,
    identifiers_of,
    living_person,
    look_up_key,
    merges_of,
    moves_after,
    surest_identifier,
)
from rapport.record.identity.resolve import Erased, Outcome, Resolution, Resolved, resolve

__all__ = [
    "Erased",
    "IdentifierRow",
    "MergeRow",
    "Outcome",
    "Resolution",
    "Resolved",
    "current_person",
    "find",
    "forget",
    "identifiers_of",
    "living_person",
    "look_up_key",
    "merge",
    "merges_of",
    "moves_after",
    "normalise",
    "resolve",
    "surest_identifier",
    "unmerge",
]
