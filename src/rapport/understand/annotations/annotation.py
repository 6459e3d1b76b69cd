"""An annotation: what happened on some days that figures may show. Needs no Django."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_TEXT = 200


class AnnotationKind(StrEnum):
    """What sort of thing happened; charts draw each in its own way."""

    INCIDENT = "incident"
    RELEASE = "release"
    CAMPAIGN = "campaign"
    IMPROVEMENT = "improvement"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What happened, from `starts_on` to `ends_on`, both inclusive and in the workspace's zone.

    `by` is who wrote it, as the audit log writes people.
    """

    id: int
    starts_on: date
    ends_on: date
    kind: AnnotationKind
    text: str
    by: str
    at: datetime

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "from": self.starts_on.isoformat(),
            "to": self.ends_on.isoformat(),
            "kind": self.kind.value,
            "text": self.text,
            "by": self.by,
            "at": self.at.isoformat(),
        }
