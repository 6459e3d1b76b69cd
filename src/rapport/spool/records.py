"""What goes into the spool and comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Form = Literal["arrow", "json"]
Outcome = Literal["running", "finished", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not become an interaction, kept until somebody corrects and replays it.

    Parameters
    ----------
    import_id, source : who brought it.
    mapping : text of the mapping that was used; empty when `row` is an interaction already.
    file, row_number : where it stood; `row_number` counts from 1, 0 means that there was no file.
    row : the source row, a JSON object ``{column: value}``, or ``{"$raw": text}`` where it could not be split.
    reason : short stable code, ``bad_time``.
    detail : says what is wrong and what to do; kept and read back as the notice that it is.
    """

    import_id: str
    source: str
    mapping: str
    file: str
    row_number: int
    row: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeptReject:
    """A reject as the spool holds it."""

    id: int
    reject: Reject
    kept_at: datetime
    replayed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RejectFilter:
    """Which rejects are meant; None means any. `import_id` finds those that this import met, new or not."""

    import_id: str | None = None
    source: str | None = None
    reason: str | None = None
    file: str | None = None
    is_replayed: bool | None = False


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch to hand over.

    Parameters
    ----------
    form : ``arrow`` = what `core.batch.write_batch` gives; ``json`` = a JSON array of interactions.
    rows : how many interactions `body` holds.
    rejects : rows that were refused on the way to this batch; kept in the same transaction.
    """

    import_id: str
    source: str
    form: Form
    body: bytes = field(repr=False)  # it holds personal data, which must not end up in a log
    rows: int
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class SpooledBatch:
    """A batch that waits for the digest. A later append always has a higher `seq`."""

    seq: int
    import_id: str
    source: str
    form: Form
    body: bytes = field(repr=False)  # it holds personal data, which must not end up in a log
    rows: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch: rows stored, rows known already, rows dropped by reason."""

    seq: int
    stored: int
    duplicate: int
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What was appended and is not finished yet."""

    batches: int
    rows: int


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One run of an import. `mapping` names the mapping or preset; `read` counts source rows."""

    id: str
    source: str
    files: tuple[str, ...]
    mapping: str
    started_at: datetime
    finished_at: datetime | None = None
    read: int = 0
    outcome: Outcome = "running"


@dataclass(frozen=True, slots=True)
class ImportTotals:
    """What became of everything that an import appended so far.

    `rejected` counts the rejects that the import met, also those that were kept by an earlier run. `dropped` counts the
    rows that the digest left out, by reason. `unfinished` and `unfinished_rows` are what the digest has still to do.
    """

    import_id: str
    stored: int
    duplicate: int
    rejected: int
    dropped: Mapping[str, int]
    unfinished: int
    unfinished_rows: int
