"""What became of an import."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of an import.

    Parameters
    ----------
    read : source rows, also those that could not be read.
    stored, duplicate : interactions; duplicates were known already.
    rejected : rows kept with a reason, by the reader, the mapping or the digest.
    silent : rows that said nothing (only missing codes and blanks).
    people : distinct people among the interactions of this import; None where nobody could be asked.
    dropped : interactions that the digest left out, by reason.
    mappings : by file, how its mapping came about.
    """

    import_id: str
    read: int
    stored: int
    duplicate: int
    rejected: int
    silent: int
    people: int | None
    seconds: float
    rejects_file: Path | None
    reasons: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    mappings: dict[str, str] = field(default_factory=dict)

    @property
    def has_failed(self) -> bool:
        """Whether nothing at all of what was there could be stored."""
        return self.rejected > 0 and not self.stored and not self.duplicate

    def as_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "stored": self.stored,
            "duplicate": self.duplicate,
            "rejected": self.rejected,
            "people": self.people,
            "seconds": round(self.seconds, 3),
            "rejects_file": str(self.rejects_file) if self.rejects_file else None,
            "silent": self.silent,
            "reasons": self.reasons,
            "dropped": self.dropped,
            "import_id": self.import_id,
            "mappings": self.mappings,
            "warnings": list(self.warnings),
        }
