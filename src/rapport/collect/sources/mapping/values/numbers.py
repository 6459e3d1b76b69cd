"""Numbers as people and programs write them, read exactly."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

DecimalMark = Literal["point", "comma"]

_PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?(?:[eE][-+]?\d{1,3})?\Z", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’_]")
_ONE_MARK = str.maketrans({"−": "-", "٫": ".", "٬": ",", "，": ",", "．": "."})
_DIGITS = re.compile(r"(?:\d[\d.,]*|[.,]\d+)\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}\Z")
_SIGN = r"(?:[^\W\d_]{0,3}[$¢£¥฿\u20a0-\u20cf]|[^\W\d_]{1,4}\.?)"
_CURRENCY = re.compile(rf"^{_SIGN}\s*|\s*{_SIGN}$")
_LONGEST = 80


def parse_number(text: str, *, mark: DecimalMark = "point") -> Decimal | None:
    """Read ``1,234.50``, ``1.234,50``, ``(12.00)``, ``12-``, ``45 %``, ``๑๒``; None where it is no number.

    `mark` decides only where the text does not: ``1.234`` is a thousand and more with "comma", one and a bit with "point".

    >>> parse_number("1.234,50")
    Decimal('1234.50')
    """
    if _PLAIN.match(text) and (mark == "point" or "." not in text):
        return Decimal(text)
    if len(text) > _LONGEST:
        return None
    body = _SPACES.sub("", text).translate(_ONE_MARK).removesuffix("%")
    body, is_negative = _without_sign(body)
    digits = _without_groups(body, mark) if _DIGITS.match(body) else None
    if digits is None:
        return None
    return -Decimal(digits) if is_negative else Decimal(digits)


def parse_money(text: str, *, mark: DecimalMark = "point") -> Decimal | None:
    """Read a number that may carry a currency sign or code: ``€ 1.234,50``, ``USD 12``, ``(฿500)``, ``12 kr``."""
    number = parse_number(text, mark=mark)
    if number is not None or len(text) > _LONGEST:
        return number
    body, is_negative = _without_sign(text.strip().translate(_ONE_MARK))
    number = parse_number(_CURRENCY.sub("", body.strip()).strip(), mark=mark)
    return -number if number is not None and is_negative else number


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """Decide from a column's texts what its decimal mark is: a comma where some text shows it and none shows a point."""
    shown = set()
    for text in texts:
        body, _ = _without_sign(_CURRENCY.sub("", _SPACES.sub("", text[:_LONGEST])).translate(_ONE_MARK))
        if _DIGITS.match(body):
            shown.add(_mark_of(body))
    return "comma" if "," in shown and "." not in shown else "point"


def _without_sign(body: str) -> tuple[str, bool]:
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1], True
    if body.startswith("-") or body.endswith("-"):
        return body.removeprefix("-").removesuffix("-"), True
    return body.removeprefix("+"), False


def _mark_of(body: str) -> str | None:
    """Return the decimal mark that the text itself shows; None where it shows none or could be read both ways."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    if not points and not commas:
        return None
    separator = "." if points else ","
    whole, _, fraction = body.partition(separator)
    is_open = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0"
    return None if is_open else separator


def _without_groups(body: str, mark: DecimalMark) -> str | None:
    decimal = _mark_of(body) or ("." if mark == "point" else ",")
    whole, _, fraction = body.partition(decimal)
    if not whole.isdigit() and whole and not _GROUPED.match(whole):
        return None
    if fraction and not fraction.isdigit():
        return None
    return f"{re.sub('[.,]', '', whole) or '0'}.{fraction or '0'}"
