"""One rule of a mapping, bound to a file: a getter for every column of the interactions it makes."""

import re
from dataclasses import dataclass

from rapport.collect.sources.mapping.cells import NOTHING
from rapport.collect.sources.mapping.compiling.binder import FREE_TEXT_NOTHING, Binder
from rapport.collect.sources.mapping.compiling.getters import Getter, chain, constant_getter, rows_getter, then
from rapport.collect.sources.mapping.compiling.money import amount_getter
from rapport.collect.sources.mapping.compiling.people import who_getter
from rapport.collect.sources.mapping.compiling.readers import number_reader, reader_of, score_reader, text_reader
from rapport.collect.sources.mapping.compiling.times import time_getter
from rapport.collect.sources.mapping.document import DurationField, Field, Rule, ScoreField, TextField, words
from rapport.collect.sources.mapping.expressions import compile_condition
from rapport.collect.sources.mapping.fields import FIELD_OF_COLUMN, FIELDS, SCALES
from rapport.collect.sources.mapping.values.amounts import Rounding
from rapport.collect.sources.mapping.values.durations import duration_reader
from rapport.collect.sources.mapping.values.html import html_to_text
from rapport.collect.sources.mapping.values.numbers import decimal_mark
from rapport.core.errors import UserError
from rapport.core.kinds import KINDS
from rapport.core.notice import Notice, Quoted, either, notice_of

_DIMENSION_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
_SCALE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|to|\.\.|,)\s*(-?\d+(?:\.\d+)?)\s*\Z")
_OWN_GETTERS = ("time", "kind", "score", "text", "amount", "currency", "duration", "weight")


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule bound to a file.

    Parameters
    ----------
    name : what tells the interactions of a row apart; empty where a row gives one.
    columns : by column of `INTERACTION_SCHEMA`; `occurred_at` in microseconds, `amount` in the smallest unit.
    dimensions, properties : by name.
    when : rows that the rule is for; None is all.
    each, repeat : what makes several interactions of one row.
    needs : where one of these is nothing, the row says nothing to this rule.
    """

    name: str
    columns: dict[str, Getter]
    dimensions: dict[str, Getter]
    properties: dict[str, Getter]
    when: Getter | None = None
    each: Getter | None = None
    repeat: Getter | None = None
    needs: tuple[Getter, ...] = ()


class RuleFields:
    """Compiles one rule, field by field."""

    def __init__(self, binder: Binder, rule: Rule, path: str, zone: str, rounding: Rounding) -> None:
        self._binder = binder
        self._rule = rule
        self._path = path
        self._zone = zone
        self._rounding = rounding

    def compile(self, name: str) -> CompiledRule:
        rule, binder = self._rule, self._binder
        columns = {"kind": self._kind(), "occurred_at": self._time()}
        if rule.person:
            person = rule.person
            columns["who"] = binder.once("person", person, lambda: who_getter(binder, person, f"{self._path}.person"))
        self._add_texts(columns)
        self._add_score(columns)
        self._add_numbers(columns)
        self._check_required(columns)
        dimensions = {key: self._dimension(key, spec) for key, spec in rule.dimensions.items()}
        properties = {key: self._property(key, spec) for key, spec in rule.properties.items()}
        return CompiledRule(
            name=name,
            columns=columns,
            dimensions=dimensions,
            properties=properties,
            when=self._when(),
            each=binder.name(rule.each, f"{self._path}.each") if rule.each else None,
            repeat=binder.field(rule.repeat, f"{self._path}.repeat", plain="column", read=number_reader(Notice("count")))
            if rule.repeat
            else None,
            needs=tuple(self._needed(field, columns, dimensions, properties) for field in words(rule.needs)),
        )

    def _kind(self) -> Getter:
        if self._rule.kind is None:
            raise self._binder.error(self._path, Notice("say what a row is with `kind: …`. Kinds: %(kinds)s.", kinds=list(KINDS)))
        return self._text("kind", self._rule.kind)

    def _time(self) -> Getter:
        if self._rule.time is None:
            raise self._binder.error(
                self._path,
                Notice("say when it happened: `time: COLUMN`, or for one fixed day `time: {value: 2026-01-31}`."),
            )
        binder, spec, zone = self._binder, self._rule.time, self._zone
        return binder.once(f"time {zone}", spec, lambda: time_getter(binder, spec, f"{self._path}.time", zone=zone))

    def _text(self, name: str, spec: str | Field) -> Getter:
        path, plain = f"{self._path}.{name}", FIELDS[name].plain
        return self._binder.once(name, spec, lambda: self._binder.field(spec, path, plain=plain, read=reader_of(name)))

    def _add_texts(self, columns: dict[str, Getter]) -> None:
        for name, meaning in FIELDS.items():
            spec = getattr(self._rule, name)
            if spec is not None and name not in _OWN_GETTERS:
                columns[meaning.column] = self._text(name, spec)
        if self._rule.text is not None:
            columns["text"] = self._free_text(self._rule.text)

    def _free_text(self, spec: str | TextField) -> Getter:
        read = text_reader("text", None)
        if isinstance(spec, TextField) and spec.html:
            read = chain(read, html_to_text)
        getter = self._binder.field(spec, f"{self._path}.text", plain="column", read=read, nothing=FREE_TEXT_NOTHING)
        return then(getter, lambda text: text or None) if isinstance(spec, TextField) and spec.html else getter

    def _add_score(self, columns: dict[str, Getter]) -> None:
        spec = self._rule.score
        if spec is None:
            return
        form = spec if isinstance(spec, ScoreField) else ScoreField()
        path = f"{self._path}.score"
        scale = self._scale(form, path)
        if form.reversed and scale is None:
            raise self._binder.error(path, Notice("a reversed score needs its scale, for example `scale: 1-5`."))
        raw = self._binder.field(spec, path, plain="column", read=None, keeps_type=True)
        mark = form.decimal or decimal_mark(cell for cell in self._binder.cells(raw) if isinstance(cell, str))
        read = score_reader(scale, is_reversed=form.reversed, mark=mark, missing=words(form.missing))
        columns["score"] = self._binder.field(spec, path, plain="column", read=read, keeps_type=True)
        if scale is not None:
            columns["scale_min"], columns["scale_max"] = constant_getter(scale[0]), constant_getter(scale[1])
        if "question_id" not in columns and (column := self._column_of_score()):
            columns["question_id"] = constant_getter(column)

    def _column_of_score(self) -> str | None:
        spec = self._rule.score
        column = spec.column if isinstance(spec, Field) else spec
        if column is not None and column in self._binder.bound:
            return self._binder.bound[column].column
        return column if column in self._binder.columns else None

    def _scale(self, form: ScoreField, path: str) -> tuple[float, float] | None:
        if form.scale is not None:
            match = _SCALE.match(form.scale)
            if not match or float(match[1]) >= float(match[2]):
                raise self._binder.error(
                    f"{path}.scale",
                    Notice("%(value)s is no scale. Write its ends, as in `scale: 0-10`.", value=Quoted(form.scale)),
                )
            return float(match[1]), float(match[2])
        metric = self._rule.metric
        if isinstance(metric, str) and metric in SCALES:
            return SCALES[metric]
        if metric is not None:
            raise self._binder.error(
                path,
                Notice(
                    "say the scale of the metric, for example `scale: 0-10`. Known without saying: %(known)s.",
                    known=list(SCALES),
                ),
            )
        return None

    def _add_numbers(self, columns: dict[str, Getter]) -> None:
        rule, binder = self._rule, self._binder
        if rule.weight is not None:
            path, weight = f"{self._path}.weight", rule.weight
            read = number_reader(Notice("weight"))
            columns["weight"] = binder.once("weight", weight, lambda: binder.field(weight, path, plain="column", read=read))
        if rule.duration is not None:
            unit = rule.duration.unit if isinstance(rule.duration, DurationField) else "s"
            columns["duration_s"] = binder.field(
                rule.duration, f"{self._path}.duration", plain="column", read=duration_reader(unit), keeps_type=True
            )
        if rule.currency is not None:
            columns["currency"] = self._text("currency", rule.currency)
        if rule.amount is not None:
            if "currency" not in columns:
                raise binder.error(
                    f"{self._path}.amount",
                    Notice("an amount needs its currency: add `currency: EUR`, or `currency: {column: …}`."),
                )
            columns["amount"] = amount_getter(
                binder, rule.amount, f"{self._path}.amount", currency=columns["currency"], rounding=self._rounding
            )

    def _dimension(self, name: str, spec: str | Field) -> Getter:
        path = f"{self._path}.dimensions.{name}"
        if not _DIMENSION_NAME.match(name):
            raise self._binder.error(
                path, Notice("a dimension is named with small letters, digits and _, beginning with a letter.")
            )
        read = text_reader(name, 1024)
        return self._binder.once(
            "dimension", spec, lambda: self._binder.field(spec, path, plain="column", read=read, nothing=NOTHING)
        )

    def _property(self, name: str, spec: str | Field) -> Getter:
        path = f"{self._path}.properties.{name}"
        return self._binder.once(
            "property", spec, lambda: self._binder.field(spec, path, plain="column", read=None, keeps_type=True)
        )

    def _needed(self, name: str, *found: dict[str, Getter]) -> Getter:
        column = FIELDS[name].column if name in FIELDS else name
        for getters in found:
            if column in getters:
                return getters[column]
        return self._binder.value(name, f"{self._path}.needs")

    def _when(self) -> Getter | None:
        if self._rule.when is None:
            return None
        path = f"{self._path}.when"
        try:
            names, decide = compile_condition(self._rule.when)
        except UserError as error:
            raise self._binder.error(path, notice_of(error)) from error
        getters = [self._binder.name(name, path) for name in names]
        return rows_getter(getters, decide) if getters else constant_getter(decide(()))

    def _check_required(self, columns: dict[str, Getter]) -> None:
        kind = columns["kind"]
        if not kind.is_constant:
            return
        for group in KINDS[kind.constant].required:
            names = (group,) if isinstance(group, str) else group
            has = any(name in columns for name in names) or ("properties" in names and bool(self._rule.properties))
            if not has and not {"identifiers", "traits", "dimensions"} & set(names):
                fields = [FIELD_OF_COLUMN.get(name, name) for name in names]
                raise self._binder.error(
                    self._path,
                    Notice(
                        "the kind %(kind)s needs %(wanted)s: add `%(field)s: …`.",
                        kind=kind.constant,
                        wanted=either(fields),
                        field=fields[0],
                    ),
                )
