"""How likely some bytes are as a text of a language in an encoding: the sum of the logarithms over its characters."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapport.collect.sources.files.encodings.codecs import decode_bytes, is_single_byte
from rapport.collect.sources.files.encodings.languages import (
    KOREAN,
    LANGUAGES,
    PUNCTUATION,
    SIMPLIFIED,
    TRADITIONAL,
    Language,
)

_ASCII = -3.0
_PUNCTUATION = -4.5
_CAPITAL = -2.5
_CAPITAL_INSIDE_WORD = -3.0
_TWO_SCRIPTS_IN_WORD = -6.0
_OTHER_LETTER = -9.5
_OTHER_SIGN = -10.5
_CONTROL = -14.0
_WORD = 1.5
_RARE_ENCODING = -5.0
_UNCOMMON = frozenset(
    {"mac-roman", "cp850", "cp852", "cp775", "koi8-r", "koi8-u", "cp866", "iso8859-2", "iso8859-5", "iso8859-7", "mac-cyrillic"}
)


@dataclass(frozen=True, slots=True)
class Score:
    """The likelihood of one reading of the bytes."""

    encoding: str
    language: str
    value: float
    text: str


def score_readings(data: bytes) -> list[Score]:
    """Return the readings of these bytes that are possible at all, the likeliest first."""
    scores = [*_alphabetic(data), *_ideographic(data)]
    return sorted(scores, key=lambda score: score.value, reverse=True)


def _alphabetic(data: bytes) -> Iterator[Score]:
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        for encoding in language.encodings:
            if encoding not in texts:
                texts[encoding] = _decoded(data, encoding)
            prior = _RARE_ENCODING if encoding in _UNCOMMON else 0.0
            yield Score(encoding, language.name, prior + _score_alphabet(texts[encoding], language), texts[encoding])


def _decoded(data: bytes, encoding: str) -> str:
    """Decode whatever the bytes are; what does not fit costs likelihood instead of ending the matter."""
    return decode_bytes(data, encoding) if is_single_byte(encoding) else data.decode(encoding, "replace")


def _score_alphabet(text: str, language: Language) -> float:
    likelihoods = _letter_likelihoods(language)
    value, before = 0.0, " "
    is_other_script = language.letters[:1] > "\u0370"
    for character in text:
        if character < "\x80":
            value += _ASCII
        elif (known := likelihoods.get(character)) is not None:
            value += known
        else:
            value += _stranger(character, likelihoods)
        if is_other_script and character.isalpha() and before.isalpha() and character.isascii() != before.isascii():
            value += _TWO_SCRIPTS_IN_WORD
        if character.isupper() and before.islower() and (character > "\x7f" or before > "\x7f"):
            value += _CAPITAL_INSIDE_WORD
        before = character
    return value + _WORD * sum(1 for word in re.findall(r"\w+", text.lower()) if word in _words(language))


def _stranger(character: str, likelihoods: dict[str, float]) -> float:
    if character in PUNCTUATION:
        return _PUNCTUATION
    if (lower := character.lower()) != character and lower in likelihoods:
        return likelihoods[lower] + _CAPITAL
    if character.isalpha():
        return _OTHER_LETTER
    return _OTHER_SIGN if character.isprintable() else _CONTROL


@cache
def _letter_likelihoods(language: Language) -> dict[str, float]:
    """Spread 90 % over the letters: by Zipf's law, flatter for large alphabets."""
    flatness = 1 + len(language.letters) / 8
    weights = [1 / (rank + flatness) for rank in range(len(language.letters))]
    return {letter: math.log(0.9 * weight / sum(weights)) for letter, weight in zip(language.letters, weights)}


@cache
def _words(language: Language) -> frozenset[str]:
    return frozenset(language.words.split())


@dataclass(frozen=True, slots=True)
class _Script:
    """A language written with thousands of characters: the likelihood of each goes by how common its group is.

    Parameters
    ----------
    common : characters that make up about half of any text.
    first_level : range of the first byte, within `measure`, of the characters that schools teach; others are rare.
    """

    language: str
    encodings: tuple[str, ...]
    common: frozenset[str]
    measure: str
    first_level: tuple[int, int]


_SCRIPTS = (
    _Script("Simplified Chinese", ("gb18030",), frozenset(SIMPLIFIED), "gb2312", (0xB0, 0xD7)),
    _Script("Traditional Chinese", ("cp950",), frozenset(TRADITIONAL), "big5", (0xA4, 0xC6)),
    _Script("Korean", ("cp949",), frozenset(KOREAN), "euc_kr", (0xB0, 0xC8)),
    _Script(
        "Japanese", ("cp932", "euc_jp"), frozenset(map(chr, range(0x3041, 0x3094))) | frozenset("ー"), "euc_jp", (0xB0, 0xCF)
    ),
)
_COMMON, _FIRST_LEVEL, _SECOND_LEVEL, _BEYOND = -5.0, -8.5, -12.0, -16.0
_IDEOGRAPHIC_PUNCTUATION = frozenset("，。！？、：；“”‘’（）《》「」『』【】…—～·　．")


def _ideographic(data: bytes) -> Iterator[Score]:
    for script in _SCRIPTS:
        for encoding in script.encodings:
            text = _decoded(data, encoding)
            yield Score(encoding, script.language, sum(_score_character(each, script) for each in text), text)


def _score_character(character: str, script: _Script) -> float:
    if character < "\x80":
        return _ASCII
    return _score_ideograph(character, script)


@cache
def _score_ideograph(character: str, script: _Script) -> float:
    if character in script.common or character in _IDEOGRAPHIC_PUNCTUATION:
        return _COMMON
    if script.language == "Japanese" and "\u30a1" <= character <= "\u30fa":
        return _COMMON - 1
    if "\uff61" <= character <= "\uff9f":  # half-width katakana: one byte each, so that they fit any bytes
        return _OTHER_LETTER
    try:
        lead = character.encode(script.measure)[0]
    except UnicodeEncodeError:
        return _BEYOND
    if script.first_level[0] <= lead <= script.first_level[1]:
        return _FIRST_LEVEL
    return _SECOND_LEVEL


def is_plausible(score: Score) -> bool:
    """Tell whether a language explains the bytes at all: most of the characters beyond ASCII are its own."""
    strange = [character for character in score.text if character > "\x7f"]
    others = score.value - _ASCII * sum(1 for character in score.text if character < "\x80")
    floor = _OTHER_LETTER if is_single_byte(score.encoding) else _SECOND_LEVEL
    return not strange or others / len(strange) > floor * 0.75
