"""Days as people type them."""

from datetime import date

from rapport.core.errors import UserError
from rapport.core.notice import Notice


def parse_day(text: str) -> date:
    """Read `2026-03-14`; raise UserError that says how to write a day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(Notice("Cannot read the day '%(text)s'. Write it as 2026-03-14.", text=text)) from error
