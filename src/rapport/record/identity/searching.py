"""Looks for people by whatever somebody types: identifiers and names, whole, begun, or with a slip of the finger.

Each step asks an index and takes a bounded number of rows, so a search stays fast however many people there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.accounts.public import Workspace
from rapport.record.identity.bulk import select_where_in
from rapport.record.identity.queries import find
from rapport.record.identity.word_choices import Choice, Sought, begun, exact, query_words, similar, words_of_domain

LIMIT = 1000
FEW = 5
"""Where so many are found as written, nobody wants to see those that are only similar."""
_COMMON = 20_000
_MOST_TO_LOOK_THROUGH = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A person who was found: by an identifier (`matched`), or by words. The smaller the `distance`, the better it fits."""

    person_id: int
    matched: str
    distance: float


def search(workspace: Workspace, text: str, *, limit: int = LIMIT) -> list[Found]:
    """Return the people whom a text may mean, the best first; none for an empty text."""
    with connection.cursor() as cursor:
        found = _look_for(cursor, workspace, text, query_words(text), limit)
        if not found and (words := words_of_domain(text)):
            found = _look_for(cursor, workspace, text, words, limit)
    return sorted(found.values(), key=lambda one: (one.distance, one.person_id))[:limit]


def _look_for(cursor: CursorWrapper, workspace: Workspace, text: str, words: list[str], limit: int) -> dict[int, Found]:
    found: dict[int, Found] = {}
    for look, enough in ((_whole, limit), (_begun, limit), (_alike, FEW)):
        # Who typed a whole address or number wants nobody who is only similar.
        is_certain = not text.isalpha() and any(not one.distance for one in found.values())
        if len(found) < enough and not (is_certain and look is _alike):
            for one in look(cursor, workspace, text, words, limit):
                found.setdefault(one.person_id, one)
    return found


def _whole(cursor: CursorWrapper, workspace: Workspace, text: str, words: list[str], limit: int) -> Iterator[Found]:
    """Whose identifier it is, or whose names hold all its words."""
    for row in find(workspace, text, limit=limit, by_beginning=False):
        yield Found(row.person_id, row.value, 0.0)
    yield from _by_words(cursor, workspace.id, [Sought(word, exact) for word in words], limit, base=0.2)


def _begun(cursor: CursorWrapper, workspace: Workspace, text: str, words: list[str], limit: int) -> Iterator[Found]:
    """Whose identifier begins so, or whose names do if the last word is one that somebody is still typing."""
    for row in find(workspace, text, limit=limit):
        yield Found(row.person_id, row.value, 0.4)
    sought = [Sought(word, begun if number == len(words) - 1 else exact) for number, word in enumerate(words)]
    yield from _by_words(cursor, workspace.id, sought, limit, base=0.4)


def _alike(cursor: CursorWrapper, workspace: Workspace, text: str, words: list[str], limit: int) -> Iterator[Found]:
    """Whose names are so but for a slip of the finger."""
    yield from _by_words(cursor, workspace.id, [Sought(word, similar) for word in words], limit, base=0.5)


def _by_words(cursor: CursorWrapper, workspace_id: int, sought: list[Sought], limit: int, *, base: float) -> Iterator[Found]:
    """Return people who have all the words, the further the more they differ from what was typed."""
    choices = [one.choose(cursor, workspace_id) for one in sought]
    if choices and all(choices):
        for person, distance in _with_all(cursor, choices, limit):
            yield Found(person, "", base + distance)


def _with_all(cursor: CursorWrapper, choices: list[Choice], limit: int) -> Iterator[tuple[int, float]]:
    if len(choices) > 1:
        choices.sort(key=lambda choice: _how_common(cursor, choice))
    together = dict(_fits(cursor, _people_of(cursor, _keys_with_all(cursor, choices, limit)), choices))
    yield from together.items()
    if len(choices) > 1 and len(together) < FEW:
        # One source said the name, another one the address: only the person has both.
        some = _people_of(cursor, _keys_with_all(cursor, choices[:1], _MOST_TO_LOOK_THROUGH))
        yield from _fits(cursor, _keys_of(cursor, set(some.values()) - together.keys()), choices)


def _how_common(cursor: CursorWrapper, choice: Choice) -> int:
    sql = f"SELECT 1 FROM {{wanted}} {{join}} identity_mention m ON m.word_id = wanted.value LIMIT {_COMMON}"
    return len(select_where_in(cursor, sql, sorted(choice), of="bigint"))


def _keys_with_all(cursor: CursorWrapper, choices: list[Choice], limit: int) -> list[int]:
    """Return identity keys whose words hold one of each choice; the first choice should be the rarest."""
    first, *others = choices
    # The plus keeps the engines to the index of the key, of which there are few rows.
    conditions = [
        "EXISTS (SELECT 1 FROM identity_mention o WHERE o.identity_key = m.identity_key "
        f"AND +o.word_id IN ({', '.join(map(str, sorted(choice)))}))"
        for choice in others
    ]
    sql = (
        "SELECT DISTINCT m.identity_key FROM {wanted} {join} identity_mention m ON m.word_id = wanted.value "
        f"{'WHERE ' if conditions else ''}{' AND '.join(conditions)} LIMIT {limit}"
    )
    return [key for (key,) in select_where_in(cursor, sql, sorted(first), of="bigint")]


def _people_of(cursor: CursorWrapper, keys: Iterable[int]) -> dict[int, int]:
    """Return the person of each identity key, as of now."""
    people: dict[int, int] = {}
    for table, sign in (("identity_identifier", 1), ("identity_evidence", -1)):
        numbers = [sign * key for key in keys if sign * key > 0]
        sql = f"SELECT t.id, t.person_id FROM {{wanted}} {{join}} {table} t ON t.id = wanted.value"
        people |= {sign * number: person for number, person in select_where_in(cursor, sql, numbers, of="bigint")}
    return people


def _keys_of(cursor: CursorWrapper, people: Iterable[int]) -> dict[int, int]:
    """Return every identity key of some people, with its person."""
    sql = "SELECT i.id, i.person_id FROM {wanted} {join} identity_identifier i ON i.person_id = wanted.value"
    identifiers: dict[int, int] = dict(select_where_in(cursor, sql, sorted(people), of="bigint"))
    sql = (
        "SELECT DISTINCT e.id, e.person_id FROM {wanted} {join} identity_member m ON m.identifier_id = wanted.value "
        "{join} identity_evidence e ON e.id = m.evidence_id"
    )
    evidence = select_where_in(cursor, sql, sorted(identifiers), of="bigint")
    return {**identifiers, **{-number: person for number, person in evidence if person in people}}


def _fits(cursor: CursorWrapper, person_of: Mapping[int, int], choices: list[Choice]) -> Iterator[tuple[int, float]]:
    """Return the people among some keys who have a word of each choice, with the sum of the distances."""
    words: dict[int, set[int]] = {}
    sql = "SELECT m.identity_key, m.word_id FROM {wanted} {join} identity_mention m ON m.identity_key = wanted.value"
    for key, word in select_where_in(cursor, sql, sorted(person_of), of="bigint"):
        words.setdefault(person_of[key], set()).add(word)
    for person, known in words.items():
        distances = [min((choice[word] for word in known & choice.keys()), default=None) for choice in choices]
        if None not in distances:
            yield person, sum(distance for distance in distances if distance is not None)
