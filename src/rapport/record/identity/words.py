"""The words by which a person can be looked for: of names and addresses, in one spelling for every script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapport.core.interaction import IdentifierType
from rapport.record.identity.free_mail import is_free_mail

LONGEST_WORD = 64
MOST_WORDS = 12
"""Of one name or address; a longer text is no name."""

_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_BARE_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e"}
)
"""Letters with a stroke or tied together, which Unicode does not take apart."""
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
"""Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic. Marks of other scripts are letters."""
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
"""Kana, Han and Hangul: family and given name stand together."""
_LONGEST_NAME_WITHOUT_SPACES = 8


def words_of(text: str) -> list[str]:
    """Return the words of a text in one spelling: lower case, without accents, each once, in order."""
    if text.isascii():
        found = _PLAIN_WORD.findall(text.lower().translate(_BARE_APOSTROPHES))
    else:
        found = "".join(map(_letter, fold(text))).split()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))[:MOST_WORDS]


def fold(text: str) -> str:
    """Write a text in lower case and without accents, so that `Šarūnė` and `sarune` are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_BARE_APOSTROPHES).translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", folded)))


@lru_cache(maxsize=20_000)
def _letter(character: str) -> str:
    """Letters, numbers and marks make words; anything else stands between them."""
    return character if unicodedata.category(character)[0] in "LNM" else " "


def name_words(names: Iterable[str]) -> set[str]:
    """Return the words under which names are found; of `王小明` the given name `小明` as well."""
    return {part for name in names for word in words_of(name) for part in _parts(word)}


def _parts(word: str) -> Iterator[str]:
    yield word
    if not word.isascii() and len(word) <= _LONGEST_NAME_WITHOUT_SPACES and _WITHOUT_SPACES.search(word):
        yield from (word[start:] for start in range(1, len(word)))


def identifier_words(kind: IdentifierType, value: str) -> set[str]:
    """Return the words under which an identifier in normal form is found, beside its beginning."""
    match kind:
        case "email":
            return address_words(value)
        case "phone":
            return {value.partition(";")[0].lstrip("+")}
        case "handle":
            return name_words([value])
    return set()


def address_words(address: str) -> set[str]:
    """Return the words of an e-mail address; those of its domain too, unless anybody can have an address there.

    What every other address ends with (com, co.uk) tells nobody from another, and is left out.
    """
    local, _, domain = address.rpartition("@")
    said = local if is_free_mail(domain) else f"{local} {telling_labels(domain)}"
    return set(_PLAIN_WORD.findall(said)) if said.isascii() else name_words([said])


def telling_labels(domain: str) -> str:
    """Return a domain without the labels that many have in common."""
    labels = domain.split(".")[:-1]
    return " ".join(label for label in labels if len(label) > 2 or len(labels) == 1)
