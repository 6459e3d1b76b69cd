"""Imports: files on their way into the stream, what became of them, and the rows that could not be taken."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from rapport.serve.api.documents.document import MOMENT, Body, Document, Page

UPLOAD = "6f1c2d3e-4a5b-4c6d-8e7f-0a1b2c3d4e5f"


class ImportDocument(Document):
    """A run of an import, in a browser, in a terminal or through the API."""

    EXAMPLE = {
        "id": "20260131-120000-1a2b3c4d",
        "source": "surveys",
        "files": ["answers.csv"],
        "mapping": "guess",
        "started_at": MOMENT,
        "finished_at": "2026-01-31T12:00:09Z",
        "outcome": "finished",
        "read": 2831,
        "stored": 2831,
        "duplicate": 0,
        "rejected": 0,
        "dropped": {},
        "waiting": 0,
    }

    id: str
    source: str
    files: list[str]
    mapping: str
    started_at: str
    finished_at: str | None
    outcome: Literal["running", "finished", "stopped", "failed"]
    read: int = Field(description="Rows of the files.")
    stored: int
    duplicate: int = Field(description="Interactions that were known already.")
    rejected: int = Field(description="Rows that it met and could not take.")
    dropped: dict[str, int] = Field(description="Interactions that were left out when they were to be stored, by reason.")
    waiting: int = Field(description="Interactions that are still to be stored.")


class ImportWithReasons(ImportDocument):
    """A run of an import, and why it could not take some rows."""

    EXAMPLE = ImportDocument.EXAMPLE | {"reasons": {"bad_time": 3}}

    reasons: dict[str, int]


class UploadDocument(Document):
    """A file that is imported."""

    EXAMPLE = {
        "id": UPLOAD,
        "name": "answers.csv",
        "size": 812345,
        "state": "finished",
        "by": "key:warehouse (k3v9x2m1qa)",
        "created_at": MOMENT,
        "ended_at": "2026-01-31T12:00:09Z",
        "progress": {"share": 1.0},
        "result": {"read": 2831, "stored": 2831, "duplicate": 0, "rejected": 0, "import_id": "20260131-120000-1a2b3c4d"},
        "error": None,
    }

    id: str
    name: str
    size: int
    state: Literal["draft", "waiting", "running", "finished", "failed", "stopped"]
    by: str
    created_at: str
    ended_at: str | None
    progress: dict[str, float] = Field(description="`share`, `rows`, `stored` and `seconds`, while it runs.")
    result: dict[str, Any] | None = Field(description="What `rapport import --json` says of it, once it has ended.")  # Any: JSON
    error: str | None


class RefusedRow(Document):
    """A row that would be refused."""

    row: int
    reason: str
    detail: str


class SaidOfFile(BaseModel):
    """What can be said of a file beside handing it over: parts of a form."""

    mapping: str = Field("", max_length=100_000, description="A mapping (YAML); without it the file is recognised or guessed.")
    preset: str = Field("", max_length=80, description="Key of a known export; `GET /presets` lists them.")
    time: str = Field("", max_length=200, description="When: a column, a day (2026-05-15), or a template (2026-05-{DAY}).")
    time_format: str = Field("", max_length=100, description="dmy (31/12/2025), mdy (12/31/2025), or a pattern such as %d|%m|%Y.")
    kind: str = Field("", max_length=100, description="What a row is, such as review_posted.")
    source: str = Field("", max_length=100, description="Namespace of the rows' identities; without it the file's name.")
    zone: str = Field("", max_length=64, description="Time zone of times without an offset: Europe/Riga.")
    currency: str = Field("", max_length=3, description="Currency of amounts: EUR.")

    def hints(self) -> dict[str, str]:
        """Return what helps guessing, without what is not said."""
        return self.model_dump(exclude={"mapping", "preset"}, exclude_defaults=True)


class PreviewDocument(Document):
    """What a file would become: the same as `rapport import --dry-run --json` prints."""

    EXAMPLE = {
        "file": "answers.csv",
        "format": "csv",
        "mapping": "version: 1\nsource: answers\n…",
        "how": "guessed",
        "assumptions": ["score is the answer to a question from 0 to 10."],
        "doubts": [],
        "columns": ["date", "score", "comment"],
        "rows": 2831,
        "would_store": 2831,
        "silent": 0,
        "interactions": [],
        "rejects": [],
        "warnings": [],
    }

    file: str
    format: str
    mapping: str = Field(description="YAML; send it back, corrected or not, as `mapping`.")
    how: Literal["given", "preset", "recognised", "guessed"]
    assumptions: list[str]
    doubts: list[str] = Field(description="What has to be said before it can be imported.")
    columns: list[str]
    rows: int
    would_store: int
    silent: int
    interactions: list[dict[str, Any]]  # Any: fields of an interaction
    rejects: list[RefusedRow]
    warnings: list[str]


class PresetDocument(Document):
    """A mapping of a known export."""

    EXAMPLE = {"key": "zendesk-tickets", "title": "Zendesk tickets", "about": "The JSON export of tickets with comments."}

    key: str
    title: str
    about: str


class RejectDocument(Document):
    """A row that could not be taken, kept until somebody corrects and replays it."""

    EXAMPLE = {
        "id": 12,
        "source": "surveys",
        "import_id": "20260131-120000-1a2b3c4d",
        "file": "answers.csv",
        "row_number": 17,
        "reason": "bad_time",
        "detail": "There is no 31st of February.",
        "row": {"date": "2026-02-31", "score": "9"},
        "kept_at": MOMENT,
        "replayed_at": None,
    }

    id: int
    source: str
    import_id: str
    file: str = Field(description="Empty where it came through the API.")
    row_number: int = Field(description="From 1; 0 means that there was no file.")
    reason: str
    detail: str
    row: dict[str, Any]  # Any: whatever stood in the file
    kept_at: str
    replayed_at: str | None


class RejectPage(Page):
    """A page of rejected rows, oldest first."""

    EXAMPLE = {"items": [RejectDocument.EXAMPLE], "next": None}

    items: list[RejectDocument]


class RejectGroupDocument(Document):
    """Rejected rows of one source, reason and file, with one of their explanations."""

    EXAMPLE = {
        "source": "surveys",
        "reason": "bad_time",
        "file": "answers.csv",
        "rows": 3,
        "first_row": 17,
        "detail": "There is no 31st of February.",
    }

    source: str
    reason: str
    file: str
    rows: int
    first_row: int
    detail: str


class ReplayBody(Body):
    """Which rejected rows to try again; without any, all of them."""

    EXAMPLE = {"source": "surveys", "reason": "unknown_kind"}

    source: str | None = Field(None, max_length=200)
    reason: str | None = Field(None, max_length=100)
    import_id: str | None = Field(None, max_length=100)
    mapping: str | None = Field(None, max_length=100_000, description="YAML, instead of the mapping that refused them.")


class ReplayDocument(Document):
    """A replay is a run of an import."""

    EXAMPLE = {"import_id": "20260131-130000-5e6f7a8b"}

    import_id: str = Field(description="`GET /imports/{import_id}` shows what comes of it.")
