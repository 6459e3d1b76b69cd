"""The plan: a whole mapping bound to one file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapport.collect.sources.files.rows import RowBatch
from rapport.collect.sources.mapping.cells import text_of
from rapport.collect.sources.mapping.compiling.binder import Binder
from rapport.collect.sources.mapping.compiling.getters import Getter, rows_getter
from rapport.collect.sources.mapping.compiling.readers import trait_reader
from rapport.collect.sources.mapping.compiling.rule_fields import CompiledRule
from rapport.collect.sources.mapping.compiling.rules import RuleCompiler
from rapport.collect.sources.mapping.compiling.times import find_zone, iso_reader
from rapport.collect.sources.mapping.document import Field, Mapping, TraitField, words
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.parse import ParsedMapping
from rapport.collect.sources.mapping.rows import OWN_COLUMNS_PREFIX
from rapport.collect.sources.mapping.values.amounts import Rounding
from rapport.core.notice import Notice

_LONGEST_NAME = 512


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine runs.

    Parameters
    ----------
    rules : in order; the first that a row becomes also carries its traits and the rest of its columns.
    row_id : the row's own identity; None = its cells are.
    traits : by name.
    kept : columns that go into the properties as they are; None = every column that nothing reads.
    used, dropped : columns that something reads, and columns that nobody wants.
    rounding : filled while the engine runs.
    """

    parsed: ParsedMapping
    columns: tuple[str, ...]
    is_open: bool
    rules: tuple[CompiledRule, ...]
    row_id: Getter | None
    traits: dict[str, Getter]
    kept: frozenset[str] | None
    used: frozenset[str]
    dropped: frozenset[str]
    rounding: Rounding

    def kept_columns(self, present: list[str]) -> list[str]:
        """Return which of the present columns go into the properties as they are."""
        if self.kept is not None:
            return [name for name in present if name in self.kept]
        return [
            name
            for name in present
            if name not in self.used and name not in self.dropped and not name.startswith(OWN_COLUMNS_PREFIX)
        ]


def compile_plan(
    parsed: ParsedMapping,
    *,
    columns: tuple[str, ...],
    is_open: bool,
    sample: Frame,
    rescan: Callable[[], Iterator[RowBatch]],
    zone: str,
) -> Plan:
    """Bind a mapping to a file.

    Parameters
    ----------
    columns : of the file.
    is_open : whether its rows may have further columns (JSON, XES).
    sample : its first rows; formats of times and decimal marks are decided on them.
    rescan : reads the file again, for what the sample leaves open.
    zone : of times without offset, where the mapping names none.

    Raises
    ------
    UserError : the mapping cannot work for this file; names the line and what to do.
    """
    mapping = parsed.mapping
    binder = Binder(parsed, columns, is_open, sample, rescan)
    compiler = RuleCompiler(binder, mapping.zone or zone)
    return Plan(
        parsed=parsed,
        columns=columns,
        is_open=is_open,
        rules=tuple(compiler.compile_all()),
        row_id=_row_id(binder, mapping),
        traits={name: _trait(binder, name, spec, mapping.zone or zone) for name, spec in mapping.traits.items()},
        kept=_kept(binder, mapping),
        used=frozenset(binder.used),
        dropped=_dropped(binder, mapping),
        rounding=compiler.rounding,
    )


def _row_id(binder: Binder, mapping: Mapping) -> Getter | None:
    if mapping.id is None:
        return None
    if isinstance(mapping.id, str | Field):
        return binder.value(mapping.id, "$.id")
    parts = [binder.value(name, f"$.id[{place}]") for place, name in enumerate(mapping.id)]
    return rows_getter(parts, lambda cells: "/".join(text_of(cell) for cell in cells) if any(cells) else None)


def _trait(binder: Binder, name: str, spec: str | TraitField, zone: str) -> Getter:
    path = f"$.traits.{name}"
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise binder.error(path, Notice("a trait's name has 1 to %(most)s characters.", most=_LONGEST_NAME))
    trait_type = spec.type if isinstance(spec, TraitField) else "auto"
    read = trait_reader(trait_type, iso_reader(find_zone(binder, zone, path)))
    return binder.field(spec, path, plain="column", read=read, keeps_type=True)


def _kept(binder: Binder, mapping: Mapping) -> frozenset[str] | None:
    keep = words(mapping.keep)
    if keep in (("rest",), ("none",)):
        return None if keep == ("rest",) else frozenset()
    for name in keep:
        binder.name(name, "$.keep")
    return frozenset(keep)


def _dropped(binder: Binder, mapping: Mapping) -> frozenset[str]:
    for name in words(mapping.drop):
        binder.name(name, "$.drop", is_optional=True)
    return frozenset(words(mapping.drop))
