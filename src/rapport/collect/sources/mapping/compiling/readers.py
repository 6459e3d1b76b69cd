"""Readers: a changed cell into the value of a field, or Bad with what to do."""

import difflib
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rapport.collect.sources.mapping.cells import Bad, Cell, Scalar, shorten, text_of
from rapport.collect.sources.mapping.fields import FIELDS
from rapport.collect.sources.mapping.spelling import did_you_mean
from rapport.collect.sources.mapping.values.amounts import currency_of
from rapport.collect.sources.mapping.values.languages import read_language
from rapport.collect.sources.mapping.values.numbers import DecimalMark, parse_number
from rapport.core.channels import Channel, Direction
from rapport.core.kinds import KINDS
from rapport.core.notice import Notice, Quoted, together

_CONTROLS = dict.fromkeys(range(32))
_MAILBOX = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")


def text_reader(name: str, longest: int | None) -> Scalar:
    """Read a text of limited length."""

    def read(cell: Cell) -> str | Bad | None:
        text = text_of(cell)
        if longest is not None and len(text) > longest:
            return Bad(
                "too_long",
                Notice(
                    "%(name)s has %(length)s characters, at most %(most)s are possible: %(value)s. Is it the right column?",
                    name=name,
                    length=str(len(text)),
                    most=str(longest),
                    value=Quoted(shorten(text)),
                ),
            )
        return text or None

    return read


def word_reader(noun: Notice, known: list[str], *, reason: str) -> Scalar:
    """Read a word of a closed list."""
    allowed, those = set(known), Notice("Known: %(known)s.", known=known)

    def read(cell: Cell) -> str | Bad | None:
        word = text_of(cell).strip()
        if not word or word in allowed:
            return word or None
        close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
        unknown = Notice("%(value)s is no %(noun)s.", value=Quoted(shorten(word)), noun=noun)
        return Bad(reason, together(unknown, *([did_you_mean(close[0])] if close else []), those))

    return read


def read_metric(cell: Cell) -> str | Bad | None:
    """Read the name of a metric: any short lower-case name."""
    text = text_of(cell).strip()
    return text.lower() if len(text) <= 512 else _too_long_for_a_metric(text)


def _too_long_for_a_metric(text: str) -> Bad:
    return Bad("too_long", Notice("%(value)s is too long for a metric.", value=Quoted(shorten(text))))


def score_reader(
    scale: tuple[float, float] | None, *, is_reversed: bool, mark: DecimalMark, missing: tuple[str, ...]
) -> Callable[[Cell], float | Bad | None]:
    """Read a score, check that it lies on its scale, and turn it where low is good."""
    no_answer = {number for code in missing if (number := parse_number(code.strip())) is not None}

    def read(cell: Cell) -> float | Bad | None:
        number = _number(cell, mark)
        if number is None:
            text = shorten(text_of(cell), 30)
            return Bad(
                "bad_score",
                Notice(
                    "%(value)s is no number. If it means that nobody answered, add it: missing: [%(code)s].",
                    value=Quoted(text),
                    code=text,
                ),
            )
        if number in no_answer:
            return None
        score = float(number)
        if scale is None:
            return score if math.isfinite(score) else _too_large_for_a_score(number)
        low, high = scale
        if not low <= score <= high:
            return Bad(
                "score_out_of_scale",
                Notice(
                    "%(value)s lies outside the scale %(scale)s. If it is a code for no answer: missing: [%(value)s].",
                    value=str(number),
                    scale=f"{low:g}-{high:g}",
                ),
            )
        return low + high - score if is_reversed else score

    return read


def _too_large_for_a_score(number: Decimal) -> Bad:
    return Bad("bad_score", Notice("%(value)s is too large for a score.", value=str(number)))


def number_reader(noun: Notice) -> Callable[[Cell], float | Bad | None]:
    """Read a number that is not below zero."""

    def read(cell: Cell) -> float | Bad | None:
        number = _number(cell, "point")
        if number is None or number < 0 or not math.isfinite(float(number)):
            return Bad(
                "bad_number",
                Notice(
                    "%(value)s is no %(noun)s: it must be a number from 0 up.", value=Quoted(shorten(text_of(cell))), noun=noun
                ),
            )
        return float(number)

    return read


def _number(cell: Cell, mark: DecimalMark) -> Decimal | None:
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        return Decimal(cell)
    return parse_number(text_of(cell).strip(), mark=mark)


def read_email(cell: Cell) -> str | Bad | None:
    """Take the address out of ``Dana <dana@example.com>``; other texts stay as they are."""
    text = text_of(cell).strip()
    match = _MAILBOX.search(text) if text.endswith(">") else None
    return _identifier(match[1] if match else text.removeprefix("mailto:"))


def read_identifier(cell: Cell) -> str | Bad | None:
    """Read an identifier as the source writes it."""
    return _identifier(text_of(cell).strip())


def _identifier(raw: str) -> str | Bad | None:
    text = raw if raw.isprintable() else raw.translate(_CONTROLS).strip()
    if len(text) > 512:
        return Bad(
            "too_long",
            Notice("%(value)s is too long to identify a person. Is it the right column?", value=Quoted(shorten(text))),
        )
    return text or None


def reader_of(name: str) -> Scalar:
    """Return the reader of a field that is a text or a word."""
    match name:
        case "kind":
            return word_reader(Notice("kind of interaction"), list(KINDS), reason="unknown_kind")
        case "channel":
            return word_reader(Notice("channel"), [channel.value for channel in Channel], reason="unknown_channel")
        case "direction":
            return word_reader(Notice("direction"), [direction.value for direction in Direction], reason="unknown_direction")
        case "metric":
            return read_metric
        case "currency":
            return currency_of
        case "language":
            return read_language
    return text_reader(name, FIELDS[name].longest)


def trait_reader(trait_type: str, to_time: Callable[[Any], str | Bad | None]) -> Scalar:
    """Read a trait as text, number or truth value; `auto` goes by how the cell is written."""

    def read(cell: Cell) -> Any:
        if trait_type == "time":
            return to_time(cell)
        if trait_type == "boolean":
            return _truth(text_of(cell))
        if trait_type == "text":
            return text_of(cell)
        if isinstance(cell, bool | int | float) and trait_type == "auto":
            return cell if not isinstance(cell, float) or math.isfinite(cell) else None
        return _auto(text_of(cell)) if trait_type == "auto" else _trait_number(text_of(cell))

    return read


_CANONICAL = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?\Z", re.ASCII)
_TRUTHS = {
    "true": True,
    "yes": True,
    "y": True,
    "t": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "f": False,
    "0": False,
}


def _auto(text: str) -> str | int | float | bool:
    """Make a number only of what reads the same when written again: 007 and 1.50e3 stay text."""
    if _CANONICAL.match(text):
        return float(text) if "." in text else int(text)
    return {"true": True, "false": False}.get(text.lower(), text)


def _truth(text: str) -> bool | Bad:
    truth = _TRUTHS.get(text.strip().lower())
    if truth is not None:
        return truth
    return Bad(
        "bad_trait",
        Notice(
            "%(value)s is neither yes nor no. Map it: map: {%(code)s: yes}.",
            value=Quoted(shorten(text)),
            code=shorten(text, 20),
        ),
    )


def _trait_number(text: str) -> int | float | Bad:
    number = parse_number(text.strip())
    if number is None or not math.isfinite(float(number)):
        return Bad(
            "bad_trait",
            Notice(
                "%(value)s is no number, and this trait is one. Correct it, or name it in missing:.", value=Quoted(shorten(text))
            ),
        )
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else float(number)
