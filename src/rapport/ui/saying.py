"""Sentences of the domains, and what errors say, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.core.notice import Notice, Part, Quoted, said_by
from rapport.ui.formatting.numbers import write_number


def say(text: str) -> str:
    """Return a notice in the active language; a text that is none as it is."""
    if not isinstance(text, Notice) or not text.text:  # the catalogue says its own head for ""
        return text
    said = _(text.text)
    return said % {name: _say_part(part) for name, part in text.parts.items()} if text.parts else said


def say_all(notices: Iterable[str]) -> tuple[str, ...]:
    """Return notices in the active language, each once."""
    return tuple(dict.fromkeys(map(say, notices)))


def say_error(error: Exception) -> str:
    """Return what an error says."""
    return say(said_by(error))


def say_list(texts: Iterable[str]) -> str:
    """Return texts one after the other, as the language separates them."""
    # Translators: what stands between the entries of a list.
    return pgettext("list", ", ").join(map(say, texts))


def _say_part(part: Part) -> str:
    if isinstance(part, Quoted):
        # Translators: the quotes of the language around what somebody has written.
        return part if part.text is None else pgettext("quotes", "'%(text)s'") % {"text": part.text}
    if isinstance(part, str):
        return say(part)
    return write_number(part) if isinstance(part, int) else say_list(part)
