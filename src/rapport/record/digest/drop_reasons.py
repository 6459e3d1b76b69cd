"""Why a row does not reach the store: a closed list."""

from enum import StrEnum


class DropReason(StrEnum):
    """Every reason but `ERASED_PERSON` keeps the row as a reject, to be corrected and replayed."""

    UNREADABLE = "unreadable"
    """The body is no batch at all."""
    INVALID = "invalid"
    """Not an interaction: a field is missing, unknown or of the wrong type."""
    UNKNOWN_KIND = "unknown_kind"
    MISSING_FIELD = "missing_field"
    """The kind cannot be without it."""
    BAD_TIME = "bad_time"
    """Before 1900, or years ahead."""
    BAD_VALUE = "bad_value"
    """Out of range, or not one of the values that exist."""
    TOO_MANY_DIMENSIONS = "too_many_dimensions"
    """The workspace has as many dimensions as it may have."""
    ERASED_PERSON = "erased_person"
    """Somebody who was erased; nothing of the row is kept."""
