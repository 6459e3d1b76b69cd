"""The samples: a file in the form of each export, made up here, and beside it what its rows become."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile, MappedPart
from rapport.collect.sources.presets.catalogue import preset
from rapport.core.batch import DIMENSION_PREFIX, decode_who
from rapport.core.interaction import Identifier, Interaction

FOLDER = Path(__file__).parent / "samples"
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
_EXPECTED = ".expected.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file whose name begins with the key of its preset."""

    path: Path

    @property
    def key(self) -> str:
        return self.path.name.partition(".")[0]

    @property
    def expected_path(self) -> Path:
        return self.path.with_name(self.path.name + _EXPECTED)

    def map(self) -> list[MappedPart]:
        mapping = parse_mapping(preset(self.key).mapping, name=self.key)
        return list(MappedFile(self.path, mapping, zone="UTC", now=NOW))

    def rows(self) -> list[dict[str, Any]]:
        """Return the interactions as rows of the table, without what is empty."""
        rows = [row for part in self.map() for row in part.mapped.table.to_pylist()]
        return [{name: value for name, value in row.items() if value is not None} for row in rows]


def samples() -> list[Sample]:
    return [Sample(path) for path in sorted(FOLDER.iterdir()) if not path.name.endswith(_EXPECTED)]


def essentials(row: dict[str, Any]) -> dict[str, Any]:
    """Return what matters of a row, as the expected files say it; properties hold only what nothing else took."""
    told = {name: value for name, value in row.items() if name not in ("scale_min", "scale_max", "properties")}
    told["occurred_at"] = row["occurred_at"].isoformat()
    if "who" in row:
        told["who"] = [_identifier(each) for each in decode_who(row["who"])]
    if "traits" in row:
        told["traits"] = msgspec.json.decode(row["traits"])
    if "scale_min" in row:
        told["scale"] = f"{row['scale_min']:g}-{row['scale_max']:g}"
    return told


def _identifier(each: Identifier) -> str:
    kind = f"{each.type}@{each.namespace}" if each.namespace else each.type
    return f"{kind} {each.value}{'' if each.verified else ' (unverified)'}"


def as_interaction(row: dict[str, Any]) -> Interaction:
    """Build the interaction that a row says; msgspec checks every constraint."""
    fields = {name: value for name, value in row.items() if not name.startswith(DIMENSION_PREFIX) and name != "who"}
    fields["identifiers"] = msgspec.to_builtins(decode_who(row["who"])) if "who" in row else ()
    fields["dimensions"] = {n.removeprefix(DIMENSION_PREFIX): v for n, v in row.items() if n.startswith(DIMENSION_PREFIX)}
    for name in {"traits", "properties"} & row.keys():
        fields[name] = msgspec.json.decode(row[name])
    return msgspec.convert(fields, Interaction)


def write_expected() -> Iterator[Path]:
    """Write every expected file anew, to be read through line by line before it is kept."""
    for sample in samples():
        lines = [msgspec.json.encode(essentials(row)).decode() for row in sample.rows()]
        sample.expected_path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
        yield sample.expected_path
