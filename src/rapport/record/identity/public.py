"""The door to identities: who is who."""

from rapport.record.identity.actions import merge, unmerge
from rapport.record.identity.emptying import forget_everybody
from rapport.record.identity.forgetting import forget
from rapport.record.identity.free_mail import is_free_mail
from rapport.record.identity.normalise import normalise
from rapport.record.identity.queries import (
    IdentifierRow,
    MergeRow,
    current_person,
    find,
    identifiers_of,
    identifiers_of_people,
    keys_naming_both,
    living_person,
    look_up_key,
    merges_of,
    moves_after,
    surest_identifier,
)
from rapport.record.identity.readmitting import RefusedIdentifier, find_refused, readmit
from rapport.record.identity.resolve import Erased, Outcome, Resolution, Resolved, resolve
from rapport.record.identity.said_names import (
    COMPANY_NAMES,
    FIRST_NAMES,
    LAST_NAMES,
    SAYS_A_NAME,
    WHOLE_NAMES,
    canonical,
    names_said,
)
from rapport.record.identity.searching import Found, search
from rapport.record.identity.word_index import index_identifiers, is_indexed, note_names
from rapport.record.identity.words import fold

__all__ = [
    "COMPANY_NAMES",
    "FIRST_NAMES",
    "LAST_NAMES",
    "SAYS_A_NAME",
    "WHOLE_NAMES",
    "Erased",
    "Found",
    "IdentifierRow",
    "MergeRow",
    "Outcome",
    "RefusedIdentifier",
    "Resolution",
    "Resolved",
    "canonical",
    "current_person",
    "find",
    "find_refused",
    "fold",
    "forget",
    "forget_everybody",
    "identifiers_of",
    "identifiers_of_people",
    "index_identifiers",
    "is_free_mail",
    "is_indexed",
    "keys_naming_both",
    "living_person",
    "look_up_key",
    "merge",
    "merges_of",
    "moves_after",
    "names_said",
    "normalise",
    "note_names",
    "readmit",
    "resolve",
    "search",
    "surest_identifier",
    "unmerge",
]
