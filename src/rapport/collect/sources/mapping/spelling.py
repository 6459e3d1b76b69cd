"""Names of columns that differ only in how they are written: `Created At`, `created_at`."""

import re
from collections.abc import Iterable

from rapport.core.notice import Notice, Quoted

# Not \W: the vowel signs and tones of Thai and Hindi are no letters to `re`, and tell words apart.
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~]+")


def folded(name: str) -> str:
    """Return a name without what people and programs write differently: case, spaces, underscores, other signs."""
    return _SIGNS.sub(" ", name.casefold()).strip()


def spelled(name: str, columns: Iterable[str]) -> str | None:
    """Return the one column that is called so, however it is written; None where there is none, or more than one."""
    wanted = folded(name)
    found = [column for column in columns if folded(column) == wanted] if wanted else []
    return found[0] if len(found) == 1 else None


def did_you_mean(name: str) -> Notice:
    """Return the question after a name that nobody knows."""
    return Notice("Did you mean %(name)s?", name=Quoted(name))
