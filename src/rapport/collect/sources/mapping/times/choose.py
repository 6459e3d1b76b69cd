"""Which format a column of moments has: decided over a sample, by evidence, never by habit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rapport.collect.sources.mapping.times.formats import READERS, Reader

SELF_EVIDENT = ("iso", "rfc5322", "apache", "words", "ymd")
"""Formats that no other format can be mistaken for; a column may mix them."""

BARE_NUMBERS = ("compact", "epoch_s", "epoch_ms", "epoch_us", "epoch_ns", "excel", "year")
"""Formats that are only digits: taken only where (nearly) all of the column is of that format."""

_NEARLY_ALL = 0.98
_SLIPS = 20


@dataclass(slots=True)
class Evidence:
    """What the cells of a column say about the order of day and month."""

    day_first: int = 0
    month_first: int = 0
    both: int = 0
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def is_decided(self) -> bool:
        """Whether one order is shown, but for a few cells that must be slips."""
        fewer, more = sorted((self.day_first, self.month_first))
        return more > 0 and fewer * _SLIPS <= more

    def weigh(self, texts: Iterable[str]) -> None:
        """Count the texts that only one order can read."""
        for text in texts:
            by_day, by_month = try_reader(READERS["dmy"], text), try_reader(READERS["mdy"], text)
            if by_day and by_month:
                # Dots between the numbers are written by people who put the day first.
                self._note(
                    "both" if by_day != by_month and "." not in text.split(":")[0] else "day_first", text, by_day != by_month
                )
            elif by_day or by_month:
                self._note("day_first" if by_day else "month_first", text, True)

    def _note(self, what: str, text: str, tells: bool) -> None:
        if tells:
            setattr(self, what, getattr(self, what) + 1)
            self.examples.setdefault(what, text)


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """The formats to try, in order; `order` says what the evidence on day and month was, where it was needed."""

    formats: tuple[str, ...]
    evidence: Evidence | None = None

    @property
    def is_open(self) -> bool:
        """Whether day and month cannot be told apart yet."""
        return self.evidence is not None and not self.evidence.is_decided


def choose_format(texts: Sequence[str]) -> FormatChoice | None:
    """Choose the formats of a column from a sample of its texts; None where they are no moments at all."""
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return None
    for name in BARE_NUMBERS:
        if _share_read(name, distinct) >= _NEARLY_ALL:
            return FormatChoice((name,))
    rest = [text for text in distinct if not any(try_reader(READERS[name], text) for name in SELF_EVIDENT)]
    evidence = Evidence()
    evidence.weigh(rest)
    is_numeric = evidence.day_first + evidence.month_first + evidence.both > 0
    unread = sum(1 for text in rest if not (try_reader(READERS["dmy"], text) or try_reader(READERS["mdy"], text)))
    if unread > len(distinct) / 2:
        return None
    if not is_numeric and len(rest) == unread:
        return FormatChoice(SELF_EVIDENT)
    order = "dmy" if evidence.day_first >= evidence.month_first else "mdy"
    is_alike = not is_numeric
    return FormatChoice((*SELF_EVIDENT, order), None if is_alike else evidence)


def _share_read(name: str, texts: list[str]) -> float:
    return sum(1 for text in texts if try_reader(READERS[name], text)) / len(texts)


def try_reader(reader: Reader, text: str) -> datetime | None:
    """Read a text, or say None where the format does not fit."""
    try:
        return reader(text)
    except (ValueError, OverflowError, TypeError):
        return None
