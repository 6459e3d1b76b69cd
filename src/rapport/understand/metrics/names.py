"""The names that people break figures down by and filter by, and what stands for each in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from rapport.accounts.public import minor_digits
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.metrics.scope import CURRENCY, Scope

TRAIT_PREFIX = "trait."
DIMENSION_PREFIX = "d_"


class FieldType(Enum):
    """How a name's values compare."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    TRAIT = "trait"
    """A text whose number was said with it: of a time, the seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name in SQL.

    Parameters
    ----------
    sql : the expression; NULL where the value is missing.
    number : for texts: the expression of the number that it says.
    labels : for numbers from 1: how people call them.
    """

    sql: str
    type: FieldType = FieldType.TEXT
    number: str | None = None
    labels: tuple[str, ...] = ()


class Names(Protocol):
    """Finds what a name stands for among the rows or entities that a metric counts."""

    def resolve(self, name: str) -> Field:
        """Return the field; raise UserError that lists the known names."""

    @property
    def person(self) -> str:
        """The expression of the person's number."""


TEXTS = {
    "channel": "channel",
    "kind": "kind",
    "source": "source",
    "touchpoint": "touchpoint",
    "language": "language",
    "product": "product",
    "agent": "agent_id",
    "survey": "survey_id",
    "question": "question_id",
    "metric": "metric",
    "direction": "direction",
}
"""Names that are columns; figures can be broken down by them."""
FILTERED_TEXTS = {
    "text": "text",
    "url": "url",
    "session": "session_id",
    "conversation": "conversation_id",
    "order": "order_id",
    "subscription": "subscription_id",
    "response": "response_id",
    "import": "import_id",
}
FILTERED_NUMBERS = {"weight": "weight", "scale_min": "scale_min", "scale_max": "scale_max", "duration": "duration_s"}
BREAKDOWN_NAMES = (*TEXTS, "currency", "score", "weekday", "hour", "month")
FILTER_NAMES = (*BREAKDOWN_NAMES, *FILTERED_TEXTS, *FILTERED_NUMBERS, "amount", "time", "person")
ABOUT_NOBODY = frozenset((*TEXTS, "currency", "score", "weekday", "hour", "month")) - {"language"}
"""Names that say nothing about people: counts broken down by them need not be suppressed."""


LABELS = {
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
"""How people call the numbers, from 1, that a name gives."""


@dataclass(slots=True)
class RowNames:
    """Names on the rows of `interactions`."""

    scope: Scope
    alias: str = "x"
    _traits: "_Traits" = field(init=False)

    def __post_init__(self) -> None:
        self._traits = _Traits(self.scope, self.alias)

    @property
    def joins(self) -> str:
        """What has to follow the table, once every name is resolved."""
        return self._traits.joins

    @property
    def person(self) -> str:
        return f"{self.alias}.person_id"

    def resolve(self, name: str) -> Field:
        if name.startswith(TRAIT_PREFIX):
            return self._traits.resolve(name, self.person)
        return self._column(name) or self._local_time(name) or self._dimension(name)

    def _column(self, name: str) -> Field | None:
        if column := TEXTS.get(name) or FILTERED_TEXTS.get(name):
            return Field(f"{self.alias}.{column}")
        if column := "score" if name == "score" else FILTERED_NUMBERS.get(name):
            return Field(f"{self.alias}.{column}", FieldType.NUMBER)
        match name:
            case "currency":
                return Field(f"coalesce({self.alias}.currency, {CURRENCY})")
            case "amount":
                return Field(f"({self.alias}.amount / {self._minor_units()})", FieldType.NUMBER)
            case "person":
                return Field(self.person, FieldType.NUMBER)
            case "time":
                return Field(f"{self.alias}.occurred_at", FieldType.TIME)
        return None

    def _local_time(self, name: str) -> Field | None:
        if name not in ("weekday", "hour", "month"):
            return None
        dialect, at = self.scope.dialect, self.scope.local(f"{self.alias}.occurred_at")
        match name:
            case "weekday":
                return Field(dialect.weekday(at), FieldType.NUMBER, labels=LABELS["weekday"])
            case "month":
                return Field(dialect.month(at), FieldType.NUMBER, labels=LABELS["month"])
        return Field(dialect.hour(at), FieldType.NUMBER)

    def _dimension(self, name: str) -> Field:
        for column in (name, DIMENSION_PREFIX + name):
            if column in self.scope.template.dimensions:
                sql = f'{self.alias}."{column}"'
                return Field(sql, number=self.scope.dialect.as_number(sql))
        raise unknown_name(name, [*FILTER_NAMES, *(d.removeprefix(DIMENSION_PREFIX) for d in self.scope.template.dimensions)])

    def _minor_units(self) -> str:
        branches = " ".join(f"WHEN '{code}' THEN {10 ** minor_digits(code)}" for code in UNCOMMON_CURRENCIES)
        return f"CASE {self.alias}.currency {branches} ELSE 100 END"


UNCOMMON_CURRENCIES = (
    "BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF",
    "TND", "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
"""Currencies whose smallest unit is not a hundredth."""


@dataclass(slots=True)
class _Traits:
    """The traits that a statement uses, each joined once."""

    scope: Scope
    alias: str
    _fields: dict[str, Field] = field(default_factory=dict)
    _joins: list[str] = field(default_factory=list)

    @property
    def joins(self) -> str:
        return " ".join(self._joins)

    def resolve(self, name: str, person: str) -> Field:
        """Return the latest value of a trait of the person."""
        if name not in self._fields:
            alias = f"{self.alias}_trait_{len(self._fields)}"
            latest = latest_trait(name.removeprefix(TRAIT_PREFIX), self.scope)
            self._joins.append(f"LEFT JOIN ({latest}) AS {alias} ON {alias}.person_id = {person}")
            self._fields[name] = Field(f"{alias}.said_text", FieldType.TRAIT, number=f"{alias}.said_number")
        return self._fields[name]


def latest_trait(trait: str, scope: Scope) -> str:
    """Return the query of each person's latest value of a trait."""
    last = scope.dialect.last_value
    return (
        f"SELECT t.person_id AS person_id, {last('t.text_value', 't.said_at')} AS said_text, "
        f"{last('t.number_value', 't.said_at')} AS said_number "
        f"FROM traits AS t WHERE t.name = {scope.bind(trait)} AND t.person_id IS NOT NULL GROUP BY t.person_id"
    )


@dataclass(slots=True)
class EntityNames:
    """Names on entities that several rows make up (a conversation, an order): the first known value among their rows.

    The inner query has to select `selected`; the entity is then known under `alias`.
    """

    scope: Scope
    alias: str = "e"
    latest: frozenset[str] = frozenset()
    """Names of which the last known value counts instead."""
    person_column: str | None = None
    """Where the entity has its person at hand."""
    _rows: RowNames = field(init=False)
    _traits: _Traits = field(init=False)
    _columns: dict[str, tuple[str, Field]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = RowNames(self.scope)
        self._traits = _Traits(self.scope, self.alias)

    @property
    def joins(self) -> str:
        """What has to follow the entities, once every name is resolved."""
        return self._traits.joins

    @property
    def person(self) -> str:
        return self.person_column or self.resolve("person").sql

    @property
    def selected(self) -> list[str]:
        """What the inner query selects for the names that were asked for."""
        return [f"{aggregate} AS name_{i}" for i, (aggregate, _) in enumerate(self._columns.values())]

    def resolve(self, name: str) -> Field:
        if name.startswith(TRAIT_PREFIX):
            return self._traits.resolve(name, self.person)
        if name not in self._columns:
            self._columns[name] = self._picked(name, f"{self.alias}.name_{len(self._columns)}")
        return self._columns[name][1]

    def _picked(self, name: str, column: str) -> tuple[str, Field]:
        """Return the aggregate that finds the value among the rows, and the field of what it finds."""
        dialect = self.scope.dialect
        pick = dialect.last_value if name in self.latest else dialect.first_value
        if name == "currency":  # what no row says is the workspace's, but only then
            return pick("x.currency", "x.occurred_at"), Field(f"coalesce({column}, {CURRENCY})")
        row = self._rows.resolve(name)
        number = dialect.as_number(column) if row.number else None
        return pick(row.sql, "x.occurred_at"), Field(column, row.type, number, row.labels)


def is_about_people(name: str) -> bool:
    """Tell whether groups by that name describe people."""
    return name not in ABOUT_NOBODY


def unknown_name(name: str, known: Iterable[str]) -> UserError:
    """Return the error for a name that nothing stands for, with the nearest known ones."""
    from difflib import get_close_matches  # only where somebody mistyped

    known = sorted(set(known))
    close = get_close_matches(name, known, n=1)
    if close:
        return UserError(
            Notice(
                "There is nothing called '%(name)s' to ask by. Did you mean %(close)s? Known: %(known)s, and trait.NAME.",
                name=name,
                close=close[0],
                known=known,
            )
        )
    return UserError(
        Notice("There is nothing called '%(name)s' to ask by. Known: %(known)s, and trait.NAME.", name=name, known=known)
    )
