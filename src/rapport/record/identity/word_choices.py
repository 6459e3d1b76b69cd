"""Which known words somebody may mean by the words they typed.

A word with a slip is looked for among the words that begin or end like it: a slip leaves one of the two ends as it was.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.record.identity.free_mail import is_free_mail
from rapport.record.identity.queries import LAST_CHARACTER
from rapport.record.identity.words import telling_labels, words_of

Choice = dict[int, float]
"""Numbers of words, and how far each is from the typed one: 0 is the same, 1 is one slip."""

_MOST_BEGINNINGS = 400
_MOST_TO_COMPARE = 6000
_FURTHEST_BEGINNING = 0.5


@dataclass(frozen=True, slots=True)
class Sought:
    """A typed word, and how it is looked for."""

    word: str
    among: Callable[[CursorWrapper, int, str], Choice]

    def choose(self, cursor: CursorWrapper, workspace_id: int) -> Choice:
        return self.among(cursor, workspace_id, self.word)


def query_words(text: str) -> list[str]:
    """Return the words of what somebody typed; a phone number is one word."""
    if _PHONE.fullmatch(text.strip()):
        return [digits] if (digits := re.sub(r"\D", "", text).lstrip("0")) else []
    local, at, domain = text.strip().casefold().rpartition("@")
    if at and " " not in domain:
        return words_of(local if is_free_mail(domain) else f"{local} {telling_labels(domain)}")
    return words_of(text)


def words_of_domain(text: str) -> list[str]:
    """Return the words of a text whose last part is a domain by itself: `dana acme.com`; none where it is not."""
    before, _, last = text.strip().casefold().rpartition(" ")
    return words_of(f"{before} {telling_labels(last)}") if "." in last and "@" not in last else []


_PHONE = re.compile(r"[+(]?[\d\s()./-]{5,}")


def exact(cursor: CursorWrapper, workspace_id: int, word: str) -> Choice:
    """The word itself."""
    cursor.execute("SELECT id FROM identity_word WHERE workspace_id = %s AND word = %s", [workspace_id, word])
    return {number: 0.0 for (number,) in cursor.fetchall()}


def begun(cursor: CursorWrapper, workspace_id: int, word: str) -> Choice:
    """Words that begin so, the shortest first; of a phone number also those that end so."""
    found = _with_end(cursor, workspace_id, word, limit=_MOST_BEGINNINGS)
    if word.isdigit():
        found += _with_end(cursor, workspace_id, word, limit=_MOST_BEGINNINGS, backwards=True)
    return {number: min(_FURTHEST_BEGINNING, (len(known) - len(word)) / 20) for number, known in found}


def similar(cursor: CursorWrapper, workspace_id: int, word: str) -> Choice:
    """Words that begin so, and words that differ by a letter, or two where they are long."""
    chosen = begun(cursor, workspace_id, word)
    slips = 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2
    if not slips:
        return chosen
    from rapidfuzz.distance import OSA  # only where somebody mistyped

    end = max(1, len(word) // 2 - 1)
    lengths = (len(word) - slips, len(word) + slips)
    alike = _with_end(cursor, workspace_id, word[:end], limit=_MOST_TO_COMPARE, lengths=lengths)
    alike += _with_end(cursor, workspace_id, word[-end:], limit=_MOST_TO_COMPARE, lengths=lengths, backwards=True)
    digits = _digits(word)
    for number, known in alike:
        # Another number is another thing, never a slip: person7 is not person8.
        if digits == _digits(known) and (distance := OSA.distance(word, known, score_cutoff=slips)) <= slips:
            chosen[number] = min(chosen.get(number, float(distance)), float(distance))
    return chosen


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def _with_end(
    cursor: CursorWrapper,
    workspace_id: int,
    end: str,
    *,
    limit: int,
    lengths: tuple[int, int] | None = None,
    backwards: bool = False,
) -> list[tuple[int, str]]:
    """Return number and text of the words that begin (backwards: end) so; without limits of length, the shortest first."""
    column, end = ("backwards", end[::-1]) if backwards else ("word", end)
    # On PostgreSQL these operators use the index whatever the collation; SQLite compares bytes anyway.
    at_least, below = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
    some = "AND length(word) BETWEEN %s AND %s" if lengths else "ORDER BY length(word), word"
    sql = (
        f"SELECT id, word FROM identity_word WHERE workspace_id = %s AND {column} {at_least} %s AND {column} {below} %s "
        f"{some} LIMIT %s"
    )
    cursor.execute(sql, [workspace_id, end, f"{end}{LAST_CHARACTER}", *(lengths or ()), limit])
    return list(cursor.fetchall())
