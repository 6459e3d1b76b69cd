"""The index of words by which people are found. It stands beside the identifiers, so that one transaction holds both."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

from django.db.backends.utils import CursorWrapper

from rapport.accounts.public import Workspace
from rapport.record.identity import models
from rapport.record.identity.bulk import delete_where_in, insert_rows, locked, select_where_in
from rapport.record.identity.words import identifier_words, name_words

WORD_COLUMNS = {"id": "bigint", "workspace_id": "bigint", "word": "text", "backwards": "text"}
MENTION_COLUMNS = {"word_id": "bigint", "identity_key": "bigint", "workspace_id": "bigint"}


def note_names(workspace: Workspace, names: Mapping[int, Iterable[str]]) -> None:
    """Let the people of some identity keys be found by what they are called; committed when it returns, and repeatable."""
    if names:
        with locked(workspace.id) as cursor:
            index_words(cursor, workspace.id, {key: name_words(said) for key, said in names.items()})


def index_words(cursor: CursorWrapper, workspace_id: int, words_of_key: Mapping[int, Collection[str]]) -> None:
    """Add words of identity keys. Needs the lock."""
    number = {word: word_number(workspace_id, word) for words in words_of_key.values() for word in words}
    known = _known(cursor, number.values())
    new = sorted((number[word], workspace_id, word, word[::-1]) for word in number if number[word] not in known)
    insert_rows(cursor, "identity_word", WORD_COLUMNS, new)
    mentions = sorted((number[word], key, workspace_id) for key, words in words_of_key.items() for word in words)
    insert_rows(cursor, "identity_mention", MENTION_COLUMNS, mentions, unless_there=True)


@lru_cache(maxsize=200_000)
def word_number(workspace_id: int, word: str) -> int:
    """Return what stands for a word of a workspace: half a hash, so that nobody has to look it up."""
    hashed = blake2b(f"{workspace_id}\0{word}".encode("utf-8", "surrogatepass"), digest_size=8, person=b"rapport-word")
    return int.from_bytes(hashed.digest(), "big") >> 1


def forget_words(cursor: CursorWrapper, keys: Iterable[int]) -> None:
    """Take out the words of some identity keys, and those that nobody else is found by: they would tell who it was."""
    keys = list(keys)
    sql = "SELECT DISTINCT m.word_id FROM {wanted} {join} identity_mention m ON m.identity_key = wanted.value"
    touched = [word for (word,) in select_where_in(cursor, sql, keys, of="bigint")]
    delete_where_in(cursor, "identity_mention", "identity_key", keys)
    sql = "SELECT DISTINCT m.word_id FROM {wanted} {join} identity_mention m ON m.word_id = wanted.value"
    still_used = {word for (word,) in select_where_in(cursor, sql, touched, of="bigint")}
    delete_where_in(cursor, "identity_word", "id", [word for word in touched if word not in still_used])


def _known(cursor: CursorWrapper, numbers: Iterable[int]) -> set[int]:
    sql = "SELECT w.id FROM {wanted} {join} identity_word w ON w.id = wanted.value"
    return {number for (number,) in select_where_in(cursor, sql, sorted(numbers), of="bigint")}


def is_indexed(workspace: Workspace) -> bool:
    """Say whether the index stands: a workspace that an older version filled has identifiers and no words."""
    words = models.Word.objects.filter(workspace_id=workspace.id)
    return words.exists() or not models.Identifier.objects.filter(workspace_id=workspace.id).exists()


def index_identifiers(workspace: Workspace) -> None:
    """Add the words of every identifier."""
    rows = models.Identifier.objects.filter(workspace_id=workspace.id).values_list("id", "type", "value")
    last = 0
    while some := list(rows.filter(id__gt=last).order_by("id")[:_AT_ONCE]):
        with locked(workspace.id) as cursor:
            index_words(cursor, workspace.id, {number: identifier_words(kind, value) for number, kind, value in some})  # type: ignore[arg-type]  # written from a valid kind
        last = some[-1][0]


_AT_ONCE = 20_000
