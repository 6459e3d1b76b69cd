"""The binder knows what names mean in one file, and turns fields into getters."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import msgspec

from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.mapping.cells import NOTHING, Bad, Cell, Scalar, paths_into
from rapport.collect.sources.mapping.compiling.changes import compile_changes, literals_of
from rapport.collect.sources.mapping.compiling.getters import (
    PLACEHOLDER,
    Getter,
    chain,
    column_getter,
    constant_getter,
    first_getter,
    rows_getter,
    template_getter,
    then,
)
from rapport.collect.sources.mapping.document import Field
from rapport.collect.sources.mapping.expressions import compile_expression
from rapport.collect.sources.mapping.fields import Plain
from rapport.collect.sources.mapping.frame import PSEUDO_COLUMNS, Frame
from rapport.collect.sources.mapping.parse import ParsedMapping
from rapport.collect.sources.mapping.spelling import did_you_mean, spelled
from rapport.collect.sources.mapping.values.numbers import decimal_mark, parse_number
from rapport.core.errors import UserError
from rapport.core.notice import Notice, Quoted, both, notice_of, together

FREE_TEXT_NOTHING = frozenset({""})
_COLUMNS_NAMED = 12


@dataclass(frozen=True, slots=True)
class Binder:
    """Binds the names of a mapping to a file.

    Parameters
    ----------
    parsed : the mapping.
    columns : of the file.
    is_open : whether rows may have further columns (JSON, XES), so that an unknown name is no error.
    sample : the first rows.
    rescan : reads the file again from its start, for decisions that the sample leaves open.
    used : collects the columns that the mapping reads.
    bound : what `$column` and `$value` mean in a rule with `for_each`.
    """

    parsed: ParsedMapping
    columns: tuple[str, ...]
    is_open: bool
    sample: Frame
    rescan: Callable[[], Iterator[RowBatch]]
    used: set[str] = field(default_factory=set)
    bound: dict[str, Getter] = field(default_factory=dict)
    _made: dict[str, Getter] = field(default_factory=dict)

    def for_column(self, column: str) -> "Binder":
        """Return the binder of a `for_each` rule at one column."""
        self.used.add(column)
        return replace(self, bound={"$column": constant_getter(column), "$value": column_getter(column)})

    def once(self, name: str, spec: object, make: Callable[[], Getter]) -> Getter:
        """Return the getter that another rule made of the same words, unless they are about the column at hand.

        Rules that share a getter share its values: the time of a row is read once for all of its twenty answers.
        """
        key = f"{name} {msgspec.json.encode(spec).decode()}"
        if self.bound and any(word in key for word in self.bound):
            return make()
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def error(self, path: str, problem: Notice) -> UserError:
        return self.parsed.error(path, problem)

    def name(self, name: str, path: str, *, is_optional: bool = False) -> Getter:
        """Return the getter of a column or pseudo-column; raise UserError that suggests the right name."""
        if name in self.bound:
            return self.bound[name]
        if name in self.columns:
            self.used.add(name)
            return column_getter(name)
        if name.split(".")[0] in PSEUDO_COLUMNS:
            return column_getter(name)
        nested = next(paths_into(self.columns, name), None)
        if nested:
            self.used.add(nested[0])
            return column_getter(name)
        if (column := spelled(name, self.columns)) is not None:
            return self.name(column, path)
        if self.is_open:
            self.used.add(name)
            return column_getter(name)
        if is_optional:
            return constant_getter(None)
        raise self.error(path, self._no_such_column(name))

    def _no_such_column(self, name: str) -> Notice:
        folded = {column.casefold().strip(): column for column in self.columns}
        close = difflib.get_close_matches(name.casefold().strip(), list(folded), n=1, cutoff=0.5)
        return together(
            Notice("the file has no column %(name)s.", name=Quoted(name)),
            *([did_you_mean(folded[close[0]])] if close else []),
            Notice("For a fixed value write {value: %(name)s}.", name=name),
            self._known_columns(),
        )

    def _known_columns(self) -> Notice:
        if len(self.columns) <= _COLUMNS_NAMED:
            return Notice("Its columns: %(columns)s.", columns=self.columns)
        first, count = self.columns[:_COLUMNS_NAMED], str(len(self.columns))
        return Notice("Its columns: %(columns)s … (%(count)s in all).", columns=first, count=count)

    def source(self, spec: str | Field, path: str, plain: Plain) -> Getter:
        """Return the getter of a field before any change."""
        if isinstance(spec, str):
            return self._plain(spec, path, plain)
        given = [name for name in ("column", "value", "template", "expr") if getattr(spec, name) is not None]
        given += ["first_of"] if spec.first_of else []
        if len(given) != 1:
            raise self.error(
                path,
                Notice(
                    "say where the value comes from with exactly one of column, value, template, expr, first_of; "
                    "here is %(given)s.",
                    given=both(given) if given else Notice("none"),
                ),
            )
        match given[0]:
            case "column":
                return self.name(spec.column or "", path, is_optional=spec.optional)
            case "value":
                return constant_getter(spec.value)
            case "template":
                return self.template(spec.template or "", path, is_optional=spec.optional)
            case "expr":
                return self.expression(spec.expr or "", path, is_optional=spec.optional)
        return self._first_of(spec, path)

    def _plain(self, text: str, path: str, plain: Plain) -> Getter:
        if text in self.columns and plain == "column":
            return self.name(text, path)
        if PLACEHOLDER.search(text):
            return self.template(text, path)
        if text.startswith("$") or plain == "column":
            return self.name(text, path)
        return constant_getter(text)

    def template(self, text: str, path: str, *, is_optional: bool = False) -> Getter:
        names = {name: self.name(name, path, is_optional=is_optional) for name in PLACEHOLDER.findall(text)}
        return template_getter(text, names)

    def expression(self, text: str, path: str, *, is_optional: bool = False) -> Getter:
        try:
            names, evaluate = compile_expression(text)
        except UserError as error:
            raise self.error(path, notice_of(error)) from error
        return rows_getter([self._operand(name, path, is_optional=is_optional) for name in names], evaluate)

    def _operand(self, name: str, path: str, *, is_optional: bool) -> Getter:
        """Return the getter of a name in an expression; a column with decimal commas is read with them."""
        getter = self.name(name, path, is_optional=is_optional)
        texts = [] if getter.is_constant else [cell for cell in self.cells(getter) if isinstance(cell, str)]
        if decimal_mark(texts) == "point":
            return getter

        def read(cell: Cell) -> Cell:
            number = parse_number(cell.strip(), mark="comma") if isinstance(cell, str) else None
            return cell if number is None else number

        return then(getter, read)

    def _first_of(self, spec: Field, path: str) -> Getter:
        found: list[Getter] = []
        for place, each in enumerate(spec.first_of):
            here = f"{path}.first_of[{place}]"
            is_absent = isinstance(each, str) and not self.knows(each)
            if not is_absent:
                found.append(self.value(each, here))
        if not found and not spec.optional:
            none_of_them = Notice("the file has none of these columns.")
            raise self.error(path, together(none_of_them, self._no_such_column(str(spec.first_of[0]))))
        return first_getter(found) if found else constant_getter(None)

    def knows(self, name: str) -> bool:
        """Say whether rows can have such a column."""
        return (
            self.is_open
            or name in self.columns
            or name in self.bound
            or "{" in name
            or name.startswith("$")
            or any(paths_into(self.columns, name))
            or spelled(name, self.columns) is not None
        )

    def value(self, spec: str | Field, path: str, *, plain: Plain = "column", nothing: frozenset[str] = NOTHING) -> Getter:
        """Return the getter of a field as text, changed as its long form says."""
        return self.field(spec, path, plain=plain, read=None, nothing=nothing)

    def field(
        self,
        spec: str | Field,
        path: str,
        *,
        plain: Plain,
        read: Scalar | None,
        nothing: frozenset[str] = NOTHING,
        keeps_type: bool = False,
    ) -> Getter:
        """Return the getter of a field, changed as its long form says and read by `read`."""
        missing = nothing | frozenset(code.strip() for code in self._missing)
        form = spec if isinstance(spec, Field) else Field()
        try:
            change = compile_changes(form, nothing=missing, keeps_type=keeps_type)
        except UserError as error:
            raise self.error(path, notice_of(error)) from error
        scalar = chain(change, read) if read else change
        if read:
            self._check_literals(literals_of(form), read, path)
        getter = then(self.source(spec, path, plain), scalar)
        if getter.is_constant and type(getter.constant) is Bad:
            raise self.error(path, getter.constant.detail)
        return getter

    @property
    def _missing(self) -> tuple[str, ...]:
        codes = self.parsed.mapping.missing
        return (codes,) if isinstance(codes, str) else codes

    def _check_literals(self, literals: list[str], read: Scalar, path: str) -> None:
        for literal in literals:
            value = read(literal)
            if type(value) is Bad:
                raise self.error(path, value.detail)

    def cells(self, getter: Getter) -> list[Cell]:
        """Return what a getter gives for the sample."""
        return getter.run(self.sample)
