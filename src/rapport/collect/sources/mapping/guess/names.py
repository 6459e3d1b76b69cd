"""How well a column's name fits a role."""

import re
from functools import cache
from importlib import resources

import msgspec

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Not \W: the vowel signs and tones of Thai and Hindi are no letters to `re`.
_NOT_WORD = re.compile(r"[\s!-/:-@\[-`{-~]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_SHORTEST_ENDING = 4


def words_of(name: str) -> str:
    """Return a name in small letters, its words parted by single spaces: ``InvoiceDate`` → ``invoice date``.

    >>> words_of("*RESPNUM"), words_of("InvoiceDate"), words_of("case:concept:name")
    ('respnum', 'invoice date', 'case concept name')
    """
    return " ".join(_NOT_WORD.sub(" ", _CAMEL.sub(" ", name)).lower().split())


@cache
def _phrases(role: str) -> tuple[tuple[str, float], ...]:
    """Return the names of a role with their rank: the first counts 1, those far down the list 0.8."""
    found = [phrase.strip() for phrase in _words()[role].split(";")]
    return tuple((phrase, 1.0 - 0.2 * min(place, 40) / 40) for place, phrase in enumerate(found))


@cache
def _words() -> dict[str, str]:
    text = resources.files(__package__).joinpath("words.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, str])


@cache
def name_score(name: str, role: str) -> float:
    """Return how well a name fits a role, from 0 to 1: the whole name, some of its words, or its ending."""
    words = words_of(name)
    joined = words.replace(" ", "")
    return max((_fit(words, joined, phrase) * rank for phrase, rank in _phrases(role)), default=0.0)


def _fit(words: str, joined: str, phrase: str) -> float:
    if words == phrase or joined == phrase.replace(" ", ""):
        return 1.0
    if _UNSPACED.search(phrase):
        return 0.8 if phrase in words else 0.0
    if f" {phrase} " in f" {words} ":
        return 0.55 + 0.35 * len(phrase) / len(words)
    if " " not in phrase and len(phrase) >= _SHORTEST_ENDING and joined.endswith(phrase) and len(joined) <= len(phrase) + 5:
        return 0.5
    return 0.0
