"""Sentences for people in a form that pages can say in other languages."""

from collections.abc import Sequence
from functools import reduce
from typing import Self, TypeAlias

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

    # One is made for each row that an import rejects.
    __slots__ = ("parts", "terminal", "text")

    text: str
    parts: dict[str, Part]
    terminal: str

    def __new__(cls, text: str, /, *, terminal: str = "", **parts: Part) -> Self:
        english = _in_place(text, parts) if parts else text
        made = str.__new__(cls, english + _apart(terminal) if terminal else english)
        made.text, made.parts, made.terminal = text, parts, terminal
        return made

    def worded(self, english: str) -> "Notice":
        """Return the same notice with another English wording."""
        made = str.__new__(Notice, english)
        made.text, made.parts, made.terminal = self.text, self.parts, self.terminal
        return made


class Quoted(str):
    """A text of somebody's as Python quotes it; pages put it into the quotes of the language.

    >>> Notice("%(told)s is no time.", told=Quoted("noon"))
    "'noon' is no time."
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return str.__new__(cls, repr(text))

    def __reduce__(self) -> tuple[object, ...]:
        return str.__new__, (Quoted, str(self))

    @property
    def text(self) -> str | None:
        """What was quoted; None where Python had to escape something of it."""
        is_plain = self[0] == self[-1] == "'" and "\\" not in self
        return self[1:-1] if is_plain else None


def about(what: str, problem: str) -> Notice:
    """Return a notice with the name of what it is about before it.

    >>> about("score", Notice("the row has none"))
    'score: the row has none'
    """
    return Notice("%(what)s: %(problem)s", what=what, problem=problem)


def together(first: Notice, *more: Notice) -> Notice:
    """Return sentences one after the other.

    >>> together(Notice("It is late."), Notice("Go home."))
    'It is late. Go home.'
    """
    return reduce(lambda before, then: Notice("%(before)s %(then)s", before=before, then=then), more, first)


def either(words: Sequence[str]) -> str:
    """Return some words of which one is enough.

    >>> either(["a", "b", "c"])
    'a or b or c'
    """
    return reduce(lambda one, other: Notice("%(one)s or %(other)s", one=one, other=other), words)


def both(words: Sequence[str]) -> str:
    """Return some words that go together.

    >>> both(["a", "b"])
    'a and b'
    """
    return reduce(lambda one, other: Notice("%(one)s and %(other)s", one=one, other=other), words)


def said_by(error: Exception) -> str:
    """Return what an error says: a notice where it was raised with one."""
    return error.args[0] if error.args and isinstance(error.args[0], Notice) else str(error)


def notice_of(error: Exception) -> Notice:
    """Return what an error says as a notice in any case, to be put into another."""
    said = said_by(error)
    return said if isinstance(said, Notice) else Notice(said)


def on_one_line(sentence: str) -> str:
    """Return a sentence whose English has no line ends."""
    english = " ".join(sentence.split())
    return sentence.worded(english) if isinstance(sentence, Notice) else english


def _in_place(text: str, parts: dict[str, Part]) -> str:
    for part in parts.values():
        if not isinstance(part, str):
            return text % {name: _in_english(each) for name, each in parts.items()}
    return text % parts


def _in_english(part: Part) -> str:
    if isinstance(part, str):
        return part
    return f"{part:,}" if isinstance(part, int) else ", ".join(part)


def _apart(terminal: str) -> str:
    """What begins a line of its own needs no space before it."""
    return f" {terminal}" if not terminal.startswith("\n") else terminal
