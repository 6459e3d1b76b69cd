"""Sentences of the domains, and what errors say, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.core.notice import Notice, Part
from rapport.ui.formatting.numbers import write_number


def say(text: str) -> str:
    """Return a notice in the active language; a text that is none as it is."""
    if not isinstance(text, Notice):
        return text
    said = _(text.text)
    return said % {name: _say_part(part) for name, part in text.parts.items()} if text.parts else said


def say_all(notices: Iterable[str]) -> tuple[str, ...]:
    """Return notices in the active language, each once."""
    return tuple(dict.fromkeys(map(say, notices)))


def say_error(error: Exception) -> str:
    """Return what an error says."""
    return say(error.args[0]) if error.args and isinstance(error.args[0], str) else str(error)


def say_list(texts: Iterable[str]) -> str:
    """Return texts one after the other, as the language separates them."""
    # Translators: what stands between the entries of a list.
    return pgettext("list", ", ").join(map(say, texts))


def _say_part(part: Part) -> str:
    if isinstance(part, str):
        return say(part)
    return write_number(part) if isinstance(part, int) else say_list(part)
