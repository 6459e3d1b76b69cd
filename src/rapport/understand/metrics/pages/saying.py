"""Notices and errors of the metrics in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rapport.core.errors import UserError
from rapport.understand.metrics.notice import Notice

_TRANSLATED_PARTS = ("metric",)
"""What may stand in a notice that has a translation itself: the title of a metric."""


def say(text: str) -> str:
    """Return a notice in the active language; a text that is none as it is."""
    if not isinstance(text, Notice):
        return text
    parts = {name: _(part) if name in _TRANSLATED_PARTS else part for name, part in text.parts.items()}
    return _(text.text) % parts if parts else _(text.text)


def say_all(notices: Iterable[str]) -> tuple[str, ...]:
    """Return notices in the active language, each once."""
    return tuple(dict.fromkeys(map(say, notices)))


def say_error(error: UserError) -> str:
    """Return what an error says."""
    return say(error.args[0]) if error.args and isinstance(error.args[0], str) else str(error)
