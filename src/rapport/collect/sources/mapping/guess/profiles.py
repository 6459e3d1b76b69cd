"""What the values of a column look like."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from rapport.collect.sources.mapping.cells import NOTHING, Cell, text_of
from rapport.collect.sources.mapping.times.choose import BARE_NUMBERS, FormatChoice, choose_format
from rapport.collect.sources.mapping.times.moments import wall_clock_reader
from rapport.collect.sources.mapping.values.amounts import currency_of
from rapport.collect.sources.mapping.values.languages import read_language
from rapport.collect.sources.mapping.values.numbers import decimal_mark, parse_money, parse_number

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+\Z")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}\Z")
_URL = re.compile(r"(?:https?://|www\.|/)\S*\Z")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z|[0-9a-f:]{6,39}\Z", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_TRUTHS = (
    {"true", "false"},
    {"yes", "no"},
    {"y", "n"},
    {"t", "f"},
    {"1", "0"},
    {"ja", "nein"},
    {"sí", "no"},
    {"oui", "non"},
    {"taip", "ne"},
)
_REFUSAL = re.compile(
    r"don.?t know|refus|no answer|not answered|not applicable|n/a\b|prefer not|missing|skipped|blank|never used|"
    r"wei(ß|ss) nicht|keine (angabe|antwort)|trifft nicht zu|no (sabe|contesta|aplica)|ns/nc|ne sait pas|sans réponse|"
    r"nežinau|neatsak|netaikoma|ไม่ทราบ|ไม่ตอบ|不知道|拒答|未回答",
    re.IGNORECASE,
)
_CATEGORIES_AT_MOST = 60
_LOOKED_AT = 3_000
_FIRST_PLAUSIBLE_YEAR = 1970


@dataclass
class Profile:
    """What the values of a column look like.

    Parameters
    ----------
    label : what the column is called for people, where the file says so.
    rows : how many rows were looked at.
    counts : how often each text occurs, empty ones left out.
    value_labels : what a coded value means, where the file says so (SPSS).
    """

    name: str
    label: str
    rows: int
    counts: Counter[str]
    cells: list[Cell] = field(repr=False)
    value_labels: dict[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        return self.counts.total()

    @property
    def filled_share(self) -> float:
        return self.filled / self.rows if self.rows else 0.0

    @property
    def distinct(self) -> int:
        return len(self.counts)

    @property
    def is_unique(self) -> bool:
        """Whether every row has a value of its own."""
        return self.rows > 0 and self.distinct == self.filled == self.rows

    @cached_property
    def texts(self) -> list[str]:
        """Distinct texts, the first met first."""
        return list(self.counts)[:_LOOKED_AT]

    @cached_property
    def numbers(self) -> dict[str, Decimal]:
        """The distinct texts that are numbers."""
        mark = decimal_mark(self.texts)
        found = ((text, parse_number(text, mark=mark)) for text in self.texts)
        return {text: number for text, number in found if number is not None}

    @cached_property
    def integers(self) -> Counter[int]:
        """How often each whole number occurs."""
        whole: Counter[int] = Counter()
        for text, number in self.numbers.items():
            if number == number.to_integral_value() and abs(number) < 10**12:
                whole[int(number)] += self.counts[text]
        return whole

    @cached_property
    def refusals(self) -> frozenset[str]:
        """Codes whose label says that nobody answered."""
        return frozenset(code for code, label in self.value_labels.items() if _REFUSAL.search(label))

    @cached_property
    def number_share(self) -> float:
        return self._share(self.numbers)

    @cached_property
    def integer_share(self) -> float:
        return self.integers.total() / self._looked_at if self._looked_at else 0.0

    @cached_property
    def money_share(self) -> float:
        return self._share(text for text in self.texts if parse_money(text) is not None)

    @cached_property
    def moments(self) -> FormatChoice | None:
        """The formats of the column, where (nearly) all of it are moments of our time."""
        native = [cell for cell in self.cells if isinstance(cell, date)]
        if native and len(native) >= self.filled * 0.9:
            return FormatChoice(("iso",))
        choice = choose_format(self.texts)
        if choice is None or choice.formats[0] in ("excel", "year"):
            return None
        return choice if self._is_recent(choice) else None

    @property
    def is_bare_number_time(self) -> bool:
        return self.moments is not None and self.moments.formats[0] in BARE_NUMBERS

    def _is_recent(self, choice: FormatChoice) -> bool:
        read = wall_clock_reader(choice.formats)
        some = [read(text) for text in self.texts[:200]]
        good = [moment for moment in some if isinstance(moment, datetime) and _FIRST_PLAUSIBLE_YEAR <= moment.year <= 2100]
        return len(good) >= 0.9 * len(some)

    @cached_property
    def email_share(self) -> float:
        return self._share(text for text in self.texts if _EMAIL.search(text))

    @cached_property
    def phone_share(self) -> float:
        return self._share(text for text in self.texts if _PHONE.match(text) and sum(map(str.isdigit, text)) >= 7)

    @cached_property
    def url_share(self) -> float:
        return self._share(text for text in self.texts if _URL.match(text))

    @cached_property
    def ip_share(self) -> float:
        return self._share(text for text in self.texts if _IP.match(text))

    @cached_property
    def markup_share(self) -> float:
        return self._share(text for text in self.texts if _MARKUP.search(text))

    @cached_property
    def language_share(self) -> float:
        return self._share(text for text in self.texts if isinstance(read_language(text), str) and not text.isdigit())

    @cached_property
    def currency_share(self) -> float:
        return self._share(text for text in self.texts if isinstance(currency_of(text), str))

    @property
    def is_truth(self) -> bool:
        return self.distinct == 2 and {text.lower() for text in self.texts} in _TRUTHS

    @cached_property
    def mean_length(self) -> float:
        return sum(len(text) * self.counts[text] for text in self.texts) / self._looked_at if self._looked_at else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether people wrote it: long, with words, hardly repeating itself."""
        if self.number_share > 0.5 or self.url_share > 0.5 or not self.filled or self.distinct < min(3, self.rows):
            return False
        some = self.texts[:300]
        wordy = sum(1 for text in some if len(text.split()) >= 4 or len(_UNSPACED.findall(text)) >= 8)
        return wordy >= 0.4 * len(some) and self.distinct >= 0.3 * self.filled

    @property
    def is_category(self) -> bool:
        """Whether it sorts rows into a bearable number of named groups."""
        has_letters = self.number_share < 0.5 and any(any(map(str.isalpha, text)) for text in self.texts)
        return (
            2 <= self.distinct <= _CATEGORIES_AT_MOST
            and has_letters
            and self.mean_length <= 40
            and self.distinct <= max(2, self.filled / 3)
        )

    @property
    def _looked_at(self) -> int:
        return sum(self.counts[text] for text in self.texts)

    def _share(self, texts: Iterable[str]) -> float:
        return sum(self.counts[text] for text in texts) / self._looked_at if self._looked_at else 0.0


def profile_columns(
    columns: dict[str, list[Cell]], labels: dict[str, str], value_labels: Mapping[str, Mapping[Cell, str]]
) -> list[Profile]:
    """Look at every column of some rows."""
    return [
        _profile(name, cells, labels.get(name, ""), value_labels.get(name, {}))
        for name, cells in columns.items()
        if not name.startswith("$")
    ]


def _profile(name: str, cells: Sequence[Cell], label: str, value_labels: Mapping[Cell, str]) -> Profile:
    texts = (text_of(cell).strip() for cell in cells)
    counts = Counter(text for text in texts if text not in NOTHING)
    return Profile(
        name, label, len(cells), counts, list(cells), {text_of(code).strip(): text for code, text in value_labels.items()}
    )
