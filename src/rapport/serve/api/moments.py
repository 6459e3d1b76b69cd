"""Times as every document writes them."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """Write a time as `2026-01-31T12:00:00Z`, with fractions of a second where it has some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def written_or_none(moment: datetime | None) -> str | None:
    """Write a time that may not be known."""
    return None if moment is None else written(moment)
