"""The door of the spool."""

from pathlib import Path

from rapport.spool.protocol import OPEN_REJECTS, Spool
from rapport.spool.records import (
    Backlog,
    BatchResult,
    Form,
    ImportRun,
    ImportTotals,
    KeptReject,
    NewBatch,
    Outcome,
    Reject,
    RejectFilter,
    SpooledBatch,
)

__all__ = [
    "OPEN_REJECTS",
    "Backlog",
    "BatchResult",
    "Form",
    "ImportRun",
    "ImportTotals",
    "KeptReject",
    "NewBatch",
    "Outcome",
    "Reject",
    "RejectFilter",
    "Spool",
    "SpooledBatch",
    "open_spool",
]


def open_spool(path: Path) -> Spool:
    """Open the spool of a workspace (`WorkspaceHome.spool`), or create it.

    Raises
    ------
    UserError : the file cannot be made, read or written; the text says what to do.
    PermanentError : the file is damaged or was made by a newer version.
    """
    from rapport.spool.embedded.spool import EmbeddedSpool

    return EmbeddedSpool(path)
