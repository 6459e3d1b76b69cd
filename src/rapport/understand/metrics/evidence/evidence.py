"""The rows, people or conversations that a figure counts, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.evidence.parts import Part
from rapport.understand.metrics.evidence.statement import CHOSEN, evidence_statement
from rapport.understand.metrics.evidence.units import unit_factor
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.preparing import aware
from rapport.understand.metrics.question import Question

PAGE = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """One of those that a figure counts.

    Parameters
    ----------
    id : names the entity (a person's number, a conversation's id); None where nothing does.
    interaction_id : the row of the stream, where the entity is one, or has no name.
    at : its time, where it has one of its own.
    value : what it brings to the figure, in the figure's unit; of shares 1 for what the share is of, else 0.
    """

    id: str | None
    interaction_id: UUID | None
    at: datetime | None
    value: float | None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A page of them, the latest first. `total` is how many there are: the n of the figure."""

    entity: Entity
    total: int
    rows: tuple[Evidence, ...]


def evidence(
    workspace: Workspace,
    store: Store,
    question: Question,
    *,
    key: Key = (),
    part: Part | None = None,
    limit: int = PAGE,
    offset: int = 0,
    total: int | None = None,
) -> EvidencePage:
    """Return what stands behind a figure.

    Parameters
    ----------
    question : as it was asked.
    key : of the row of its answer, with the bucket; empty means all that the question counts.
    part : only what brings a number in this range: the detractors of an NPS.
    total : how many there are, where that is known from an earlier page.

    Returns
    -------
    As many in all as the row's n says, since both come from one plan.
    """
    metric = METRICS[question.metric]
    statement = evidence_statement(workspace, store, question, key=key, part=part)
    if statement is None:
        return EvidencePage(Entity.INTERACTION, 0, ())
    about = f"-- rapport evidence {metric.key}: what does this figure count?\nWITH {statement.with_}\n"
    if total is None:
        [(counted,)] = store.query(f"{about}SELECT count(*) FROM {CHOSEN} AS c", statement.params).rows
        total = int(str(counted))
    sql = (
        f"{about}SELECT c.entity_id, c.row_id, c.at, c.brought, c.currency FROM {CHOSEN} AS c "
        f"ORDER BY c.at DESC NULLS LAST, c.entity_id, c.row_id LIMIT {int(limit)} OFFSET {int(offset)}"
    )
    found = store.query(sql, statement.params).rows
    rows = tuple(_read(row, metric, workspace, statement.entity) for row in found)
    return EvidencePage(statement.entity, total, rows)


def _read(row: tuple[object, ...], metric: Metric, workspace: Workspace, entity: Entity) -> Evidence:
    name, row_id, at, value, currency = row
    interaction = name if entity is Entity.INTERACTION else row_id
    return Evidence(
        id=None if name is None else str(name),
        interaction_id=UUID(str(interaction)) if interaction is not None else None,
        at=aware(at) if at is not None else None,
        value=None if value is None else float(str(value)) * unit_factor(metric, workspace, currency),
    )
