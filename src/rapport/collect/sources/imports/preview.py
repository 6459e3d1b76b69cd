"""What an import would do with a file: its mapping, and its first rows as the interactions that they would become."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec

from rapport.collect.sources.files.read import FileEndsEarly
from rapport.collect.sources.imports.choosing import ChosenMapping
from rapport.collect.sources.mapping.run import MappedFile, MappedPart
from rapport.core import clock
from rapport.core.batch import DIMENSION_PREFIX, decode_who
from rapport.core.notice import Notice

FIRST_ROWS = 4
MOST_SHOWN = 12
ROWS_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a file.

    Parameters
    ----------
    columns : of the file.
    rows, found, silent : rows looked at, interactions that they would become, rows that say nothing.
    interactions : those of the first rows, as `Interaction` fields.
    rejects : row number, reason and detail of rows that would be rejected.
    """

    path: Path
    choice: ChosenMapping
    format: str
    columns: tuple[str, ...]
    rows: int
    found: int
    silent: int
    interactions: list[dict[str, Any]]
    rejects: list[tuple[int, str, Notice]]
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "file": str(self.path),
            "format": self.format,
            "mapping": self.choice.parsed.text,
            "how": self.choice.how,
            "assumptions": list(self.choice.assumptions),
            "doubts": list(self.choice.doubts),
            "columns": list(self.columns),
            "rows": self.rows,
            "would_store": self.found,
            "silent": self.silent,
            "interactions": self.interactions,
            "rejects": [{"row": row, "reason": reason, "detail": detail} for row, reason, detail in self.rejects],
            "warnings": list(self.warnings),
        }


def preview_file(path: Path, choice: ChosenMapping, *, zone: str) -> Preview:
    """Map the first rows of a file and store nothing; raise UserError where the mapping cannot work."""
    file = MappedFile(path, choice.parsed, zone=zone, now=clock.now(), batch_rows=ROWS_LOOKED_AT)
    rows = found = silent = 0
    shown: list[dict[str, Any]] = []
    rejects: list[tuple[int, str, Notice]] = []
    warnings = list(file.facts.warnings)
    for part in _readable(file, warnings):
        rows += part.mapped.rows + len(part.unreadable)
        found += part.mapped.table.num_rows
        silent += part.mapped.silent
        shown = shown or _first_interactions(part.mapped.table)
        rejects += [(bad.row_number, bad.reason, bad.detail) for bad in part.unreadable]
        rejects += [(bad.row_number, bad.reason, bad.detail) for bad in part.mapped.rejects]
        warnings += part.warnings
        if rows >= ROWS_LOOKED_AT or len(rejects) > ROWS_LOOKED_AT:
            break
    return Preview(
        path=path,
        choice=choice,
        format=file.facts.format,
        columns=file.plan.columns,
        rows=rows,
        found=found,
        silent=silent,
        interactions=shown,
        rejects=rejects,
        warnings=tuple(dict.fromkeys([*warnings, *file.notes()])),
    )


def _readable(file: MappedFile, warnings: list[str]) -> Iterator[MappedPart]:
    """Yield the parts of a file; that its end is missing becomes a warning."""
    try:
        yield from file
    except FileEndsEarly as error:
        warnings.append(
            Notice(
                "%(file)s %(damage)s: an import stores the %(rows)s rows before that. Get a whole copy.",
                file=file.path.name,
                damage=error.damage,
                rows=error.rows_read,
            )
        )


def _first_interactions(table: Any) -> list[dict[str, Any]]:
    """Return the interactions of the first rows, row by row: those of one row share the beginning of their identity."""
    by_row: dict[str, list[dict[str, Any]]] = {}
    identities = table.column("source_id").to_pylist()
    wanted = dict.fromkeys(_row_of(identity) for identity in identities[:2_000])
    first = set(list(wanted)[:FIRST_ROWS])
    for place, identity in enumerate(identities):
        row = _row_of(identity)
        if row in first:
            by_row.setdefault(row, []).append(as_interaction(table.slice(place, 1).to_pylist()[0]))
    return [interaction for found in by_row.values() for interaction in found][:MOST_SHOWN]


def _row_of(identity: str) -> str:
    return identity.split("/", 1)[0]


def as_interaction(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a batch as the fields of an interaction, without what is empty."""
    fields = {name: value for name, value in row.items() if value is not None}
    fields["occurred_at"] = fields["occurred_at"].astimezone(UTC).isoformat().replace("+00:00", "Z")
    dimensions = {
        name.removeprefix(DIMENSION_PREFIX): fields.pop(name) for name in list(fields) if name.startswith(DIMENSION_PREFIX)
    }
    if who := fields.pop("who", None):
        fields["identifiers"] = [msgspec.to_builtins(identifier) for identifier in decode_who(who)]
    for name in ("traits", "properties"):
        if name in fields:
            fields[name] = msgspec.json.decode(fields[name])
    return {**fields, **({"dimensions": dimensions} if dimensions else {})}
