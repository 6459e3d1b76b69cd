"""The mapping document as frozen structs: what a person may write in the YAML. `fields.py` says what each field means."""

from typing import Literal, TypeAlias

import msgspec
from msgspec import UNSET, Struct, UnsetType

from rapport.collect.sources.mapping.values.durations import DurationUnit
from rapport.collect.sources.mapping.values.numbers import DecimalMark

Words: TypeAlias = str | tuple[str, ...]


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """Cut a text at `on` and take one piece, counted from 0; -1 is the last."""

    on: str = " "
    take: int = 0


class Field(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The long form of a field: where its value comes from (the first five: exactly one), and what is done with it."""

    column: str | None = None
    value: str | None = None
    template: str | None = None
    expr: str | None = None
    first_of: "tuple[str | Field, ...]" = ()
    optional: bool = False
    missing: Words = ()
    extract: str | None = None
    split: str | Split | None = None
    lower: bool = False
    upper: bool = False
    map: dict[str, str | None] = {}
    matches: dict[str, str | None] = {}
    otherwise: str | UnsetType | None = msgspec.field(default=UNSET, name="else")
    default: str | None = None


class TextField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text; with `html`, tags are taken out."""

    html: bool = False


class ScoreField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A score on a scale (``0-10``); `reversed` turns a scale on which low is good."""

    scale: str | None = None
    reversed: bool = False
    decimal: DecimalMark | None = None


class AmountField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An amount of money; `unit: minor` where the file counts cents, `absolute` where it writes refunds below zero."""

    decimal: DecimalMark | None = None
    unit: Literal["major", "minor"] = "major"
    absolute: bool = False


class DurationField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A duration; `unit` is that of bare numbers."""

    unit: DurationUnit = "s"


class Plus(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is added to a time, on the wall clock."""

    unit: DurationUnit = "s"


class TimeField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A moment; `format` is a name or a `strptime` pattern, `zone` holds where the text gives no offset."""

    format: Words = ()
    zone: str | None = None
    plus: str | Plus | None = None


class TraitField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A trait; `auto` makes numbers and truth values of texts that are written as such."""

    type: Literal["auto", "text", "number", "boolean", "time"] = "auto"


class IdentifierField(Field, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An identifier; `network` belongs to handles, `each` cuts a cell that holds several."""

    network: str | None = None
    verified: bool = True
    each: str | None = None


Identifiers: TypeAlias = str | IdentifierField | tuple[str | IdentifierField, ...]


class Person(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which cells say who it was."""

    external: Identifiers = ()
    user_id: Identifiers = ()
    email: Identifiers = ()
    phone: Identifiers = ()
    handle: Identifiers = ()
    anonymous_id: Identifiers = ()


class Facts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an interaction can say. Written at the top, it holds for every rule that does not say otherwise."""

    time: str | TimeField | None = None
    person: Person | None = None
    channel: str | Field | None = None
    direction: str | Field | None = None
    touchpoint: str | Field | None = None
    survey: str | Field | None = None
    question: str | Field | None = None
    metric: str | Field | None = None
    currency: str | Field | None = None
    language: str | Field | None = None
    score: str | ScoreField | None = None
    text: str | TextField | None = None
    amount: str | AmountField | None = None
    duration: str | DurationField | None = None
    weight: str | Field | None = None
    url: str | Field | None = None
    product: str | Field | None = None
    session: str | Field | None = None
    conversation: str | Field | None = None
    order: str | Field | None = None
    subscription: str | Field | None = None
    response: str | Field | None = None
    agent: str | Field | None = None
    dimensions: dict[str, str | Field] = {}
    properties: dict[str, str | Field] = {}


class Rule(Facts, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of interaction that a row can become."""

    kind: str | Field | None = None
    name: str | None = None
    when: str | None = None
    for_each: Words = ()
    optional: bool = False
    each: str | None = None
    repeat: str | Field | None = None
    needs: Words = ()


class Consent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column that says what a person allowed."""

    purpose: str
    status: str | Field
    basis: str = "consent"
    time: str | TimeField | None = None


class FileSection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How to read the file, where that cannot be detected: the `FileOptions` of the file readers."""

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: bool | tuple[str, ...] | None = None
    skip_lines: int = 0
    short_rows: Literal["pad", "reject"] | None = None
    sheet: str | None = None
    pattern: str | None = None
    records: str | None = None


class Mapping(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole document. Without `interactions` it is itself the one rule."""

    version: Literal["1"]
    source: str
    about: str = ""
    file: FileSection = FileSection()
    id: str | Field | tuple[str, ...] | None = None
    zone: str | None = None
    missing: Words = ()
    traits: dict[str, str | TraitField] = {}
    consents: tuple[Consent, ...] = ()
    keep: Words = "rest"
    drop: Words = ()
    interactions: tuple[Rule, ...] = ()


def words(value: Words) -> tuple[str, ...]:
    """Return one or several words as a tuple."""
    return (value,) if isinstance(value, str) else value
