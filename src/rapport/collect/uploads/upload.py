"""A file on its way into the stream, as other packages see it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from rapport.collect.uploads import models
from rapport.core.home import current_home
from rapport.core.written_notices import restored

OPEN = ("draft", "waiting", "running")


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file.

    Parameters
    ----------
    state : draft, waiting, running, finished, failed or stopped.
    mapping : the mapping that a person has settled on; "" = whatever is recognised or guessed.
    progress : `share`, `rows`, `stored`, `seconds` of the running import.
    result : what `rapport import --json` says of it.
    error : why it could not be imported, in a sentence that says what to do; a notice, but for those of older versions.
    """

    id: UUID
    name: str
    size: int
    state: str
    by: str
    created_at: datetime
    ended_at: datetime | None
    mapping: str = ""
    preset: str = ""
    hints: dict[str, str] = field(default_factory=dict)
    progress: dict[str, float] = field(default_factory=dict)
    result: dict[str, object] = field(default_factory=dict)
    error: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def as_upload(row: models.Upload) -> Upload:
    return Upload(
        id=row.id,
        name=row.name,
        size=row.size,
        state=row.state,
        by=row.by,
        created_at=row.created_at,
        ended_at=row.ended_at,
        mapping=row.mapping,
        preset=row.preset,
        hints=row.hints,
        progress=row.progress,
        result=_result(row),
        error=restored(row.error, row.notices),
    )


def _result(row: models.Upload) -> dict[str, object]:
    result: dict[str, object] = dict(row.result)
    if isinstance(warnings := result.get("warnings"), list):
        result["warnings"] = [restored(str(each), row.notices) for each in warnings]
    return result


def folder_of(slug: str, upload_id: UUID) -> Path:
    """Return where an upload's file lies."""
    return current_home().workspace(slug).uploads / str(upload_id)


def file_of(slug: str, upload: Upload) -> Path:
    return folder_of(slug, upload.id) / upload.name
