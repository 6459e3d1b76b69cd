"""Sentences for people in a form that pages can say in other languages."""

from collections.abc import Sequence
from typing import TypeAlias

Part: TypeAlias = "str | int | Sequence[str]"
"""What stands in a sentence: a text, a number, or several texts. A notice among them is said in the reader's language, too."""


class Notice(str):
    """An English sentence, made of a text with places (`%(name)s`) and what stands in them.

    Wherever a text does, in the terminal and in JSON, it is that text. Pages say it by `rapport.ui.saying`, also where it is
    what an error says. `scripts/translations.py` collects the first argument of every call for the translators.

    Parameters
    ----------
    terminal : what helps at a terminal only, as options and commands do: it follows there, and pages leave it out.

    >>> Notice("There is no view %(view)s.", view="12", terminal="`rapport view list` shows them.")
    'There is no view 12. `rapport view list` shows them.'
    """

    text: str
    parts: dict[str, Part]
    terminal: str

    def __new__(cls, text: str, /, *, terminal: str = "", **parts: Part) -> "Notice":
        english = text % {name: _in_english(part) for name, part in parts.items()} if parts else text
        made = super().__new__(cls, english + _apart(terminal))
        made.text, made.parts, made.terminal = text, parts, terminal
        return made


def _apart(terminal: str) -> str:
    """What begins a line of its own needs no space before it."""
    return f" {terminal}" if terminal and not terminal.startswith("\n") else terminal


def _in_english(part: Part) -> str:
    if isinstance(part, str):
        return part
    return f"{part:,}" if isinstance(part, int) else ", ".join(part)
