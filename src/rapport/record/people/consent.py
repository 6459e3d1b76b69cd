"""The consent ledger: who agreed to what, on which basis, when and where. It lives in the stream, as `consent_changed`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace, current_actor
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.people.by_hand import say_by_hand
from rapport.record.store.public import Store, StoredInteraction
from rapport.spool.public import Spool

KIND = "consent_changed"
STATUSES = ("given", "withdrawn")
BASES = ("consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests")
"""The six of GDPR, article 6 (1)."""

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One line of the ledger."""

    purpose: str
    status: str
    basis: str
    source: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Consents:
    """`current` holds the latest line of each purpose; `history` all of them, newest first."""

    current: dict[str, ConsentEntry]
    history: tuple[ConsentEntry, ...]


def consents_of(store: Store, person_id: int) -> Consents:
    """Read the ledger of a person."""
    return gather_consents(store.timeline(person_id, kinds=(KIND,), limit=_MOST))


def gather_consents(rows: Iterable[StoredInteraction]) -> Consents:
    """Make a ledger of `consent_changed` interactions, newest first."""
    history = tuple(entry for row in rows if (entry := _entry(row)))
    return Consents({entry.purpose: entry for entry in reversed(history)}, history)


def record_consent(workspace: Workspace, spool: Spool, person_id: int, purpose: str, status: str, *, basis: str) -> int:
    """Write down by hand that a person gave or withdrew consent; return the number of the batch.

    It is in the ledger once the spool is digested.
    """
    if status not in STATUSES:
        raise UserError(Notice("'%(status)s' is no status of a consent. Write %(known)s.", status=status, known=STATUSES))
    if basis not in BASES:
        raise UserError(Notice("'%(basis)s' is no basis for processing. Known: %(known)s.", basis=basis, known=BASES))
    if not purpose.strip():
        raise UserError(Notice("Say for which purpose, such as marketing."))
    said = {"purpose": purpose.strip(), "status": status, "basis": basis, "by": current_actor()}
    return say_by_hand(workspace, spool, person_id, kind=KIND, properties=said)


def _entry(row: StoredInteraction) -> ConsentEntry | None:
    """A row whose purpose was erased or never said is no line of the ledger."""
    said = json.loads(row.properties or "{}")
    if not said.get("purpose"):
        return None
    return ConsentEntry(
        purpose=str(said["purpose"]),
        status=str(said.get("status", "given")),
        basis=str(said.get("basis", "consent")),
        source=row.source,
        at=row.occurred_at,
        by=str(said.get("by", "")),
    )
