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
    merges_of,
    moves_after,
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
    "merge",
    "merges_of",
    "moves_after",
    "normalise",
    "resolve",
    "unmerge",
]
