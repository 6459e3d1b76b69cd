"""What people of the demo company are called and what they write, in six languages; the phrases stand in `words/`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rapport.serve.demo.calendar import Ints

LANGUAGES = ("en", "th", "zh-Hant", "lt", "es", "de")
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """The words of one language, as its file holds them."""

    language: str
    phrases: Mapping[str, Any]  # Any: lists of phrases, some by topic

    @staticmethod
    def of(language: str) -> "Words":
        return _read(language)

    @property
    def joiner(self) -> str:
        return str(self.phrases.get("joiner", " "))

    def first_name(self, given: int) -> str:
        return _shown(self._given(given))

    def full_name(self, given: int, family: int) -> str:
        first, last = self.first_name(given), self._family(given, family)
        pair = (_shown(last), first) if self.phrases.get("family_first") else (first, _shown(last))
        return str(self.phrases.get("name_joiner", " ")).join(pair)

    def plain_name(self, given: int, family: int) -> tuple[str, str]:
        """Return a name in letters that an e-mail address may have."""
        return _plain(self._given(given)), _plain(self._family(given, family))

    def company(self, given: int, number: int) -> str:
        names, patterns = self.phrases["company_names"], self.phrases["companies"]
        return str(patterns[number % len(patterns)]).format(_shown(names[given % len(names)]))

    def company_domain(self, given: int, number: int) -> str:
        names = self.phrases["company_names"]
        return f"{_plain(names[given % len(names)])}-{number}.example"

    def _given(self, given: int) -> str:
        names = self.phrases["given"]
        return str(names[given % len(names)])

    def _family(self, given: int, family: int) -> str:
        names = self.phrases["family"]
        name = str(names[family % len(names)])
        # In Lithuanian a family name has a form for women and one for men.
        if self._given(given).endswith(("/f", "/m")):
            masculine, feminine = name.split("/")
            return feminine if self._given(given).endswith("/f") else masculine
        return name


@cache
def _read(language: str) -> Words:
    return Words(language, yaml.load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _shown(name: str) -> str:
    return name.partition("/")[0]


@cache
def _plain(name: str) -> str:
    """`Rūta` → `ruta`; behind a slash stands how a name in another script is written in Latin letters."""
    shown, _, latin = name.partition("/")
    letters = unicodedata.normalize("NFKD", latin if len(latin) > 1 else shown).casefold().replace("ı", "i")
    return re.sub(r"[^a-z]", "", letters)


@dataclass(frozen=True, slots=True)
class Slots:
    """What is filled into phrases, row by row."""

    product: list[str]
    days: list[int]
    agent: list[str]
    name: list[str]
    """The first name of the customer."""


class Phrases:
    """Draws phrases. `chance` numbers decide which, so the same numbers give the same texts."""

    def __init__(self, random: np.random.Generator, languages: Ints) -> None:
        self._words = [Words.of(LANGUAGES[number]) for number in languages.tolist()]
        self._chance = random.random((len(languages), 4)).tolist()

    def comments(self, good: list[bool], themes: list[str], slots: Slots) -> list[str]:
        """Return answers in people's own words: a sentence about a theme, often with another before or after it."""
        texts = []
        for row, words in enumerate(self._words):
            first, second, which, length = self._chance[row]
            feeling = "good" if good[row] else "bad"
            theme = "late1" if themes[row] == "late" and slots.days[row] == 1 else themes[row]
            options = words.phrases["neutral"] if theme == "neutral" else words.phrases[feeling][theme]
            parts = [_one_of(options, which)]
            if theme != "neutral" and length < 0.4:
                parts.insert(0, _one_of(words.phrases["opener"][feeling], first))
            if theme != "neutral" and length > 0.6:
                parts.append(_one_of(words.phrases["closer"][feeling], second))
            texts.append(_said(words, words.joiner.join(parts), slots, row, by=slots.name[row]))
        return texts

    def lines(self, key: str, topics: list[str] | None, slots: Slots, *, by_agent: bool = False) -> list[str]:
        """Return one phrase for each row, of a topic where the phrases have topics.

        The phrases of a question and its answer stand in the same order: asked of the same object, they fit each other.
        """
        texts = []
        for row, words in enumerate(self._words):
            options = words.phrases[key] if topics is None else words.phrases[key][topics[row]]
            speaker = slots.agent[row] if by_agent else slots.name[row]
            texts.append(_said(words, _one_of(options, self._chance[row][2]), slots, row, by=speaker))
        return texts


def _one_of(options: list[str], chance: float) -> str:
    return options[int(chance * len(options))]


def _said(words: Words, text: str, slots: Slots, row: int, *, by: str) -> str:
    if "{" in text:
        text = text.format(product=slots.product[row], days=max(2, slots.days[row]), agent=slots.agent[row], name=slots.name[row])
    # In Thai the last word of a polite sentence tells a man from a woman.
    return _POLITE.sub("ครับ", text) if by in words.phrases.get("men", ()) else text


_POLITE = re.compile(r"(?:ค่ะ|คะ)(?=\s|$|คุณ)")
