"""Who and what stands behind a figure, beside what it counts: the people, their words, conversations and orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.evidence.parts import Part
from rapport.understand.metrics.evidence.statement import CHOSEN, Statement, belongs, evidence_statement
from rapport.understand.metrics.populations.identity import ENTITY_COLUMNS, Entity
from rapport.understand.metrics.preparing import aware
from rapport.understand.metrics.question import Question

_OWN_WORDS = "x.text IS NOT NULL AND (x.direction = 'inbound' OR x.direction IS NULL)"
"""Rows with what a person wrote or said, not the brand."""


@dataclass(frozen=True, slots=True)
class BehindCounts:
    """How many of each stand behind a figure."""

    people: int
    verbatims: int
    conversations: int
    orders: int


@dataclass(frozen=True, slots=True)
class Behind:
    """An entity behind a figure, with its latest row among those counted. `id` is a text."""

    id: str
    rows: int
    last_at: datetime


class EvidenceOf:
    """What stands behind one figure. Made once for a page, which then asks for the tab that is open."""

    def __init__(
        self, workspace: Workspace, store: Store, question: Question, *, key: Key = (), part: Part | None = None
    ) -> None:
        self._store = store
        self._metric = question.metric
        self._statement = evidence_statement(workspace, store, question, key=key, part=part)

    @property
    def until(self) -> datetime | None:
        """The end of the period that was looked at."""
        return self._statement.period.end if self._statement else None

    def counts(self) -> BehindCounts:
        """Count everything at once."""
        if self._statement is None:
            return BehindCounts(0, 0, 0, 0)
        counted = ", ".join(f"count(DISTINCT x.{ENTITY_COLUMNS[entity]})" for entity in _BESIDE)
        words = f"SELECT count(*) FROM interactions AS x WHERE {_words(self._statement)}"
        sql = (
            f"{self._about('what is behind this figure?')}SELECT {counted}, ({words}) "
            f"FROM interactions AS x WHERE {_rows(self._statement)}"
        )
        [(people, conversations, orders, verbatims)] = self._store.query(sql, self._params).rows
        return BehindCounts(int(str(people)), int(str(verbatims)), int(str(conversations)), int(str(orders)))

    def entities(self, entity: Entity, *, limit: int, offset: int = 0) -> tuple[Behind, ...]:
        """Return the people, conversations or orders behind it, the latest first."""
        if self._statement is None:
            return ()
        column = ENTITY_COLUMNS[entity]
        sql = (
            f"{self._about(f'which {entity}s are behind this figure?')}SELECT x.{column} AS behind_id, count(*) AS behind_rows, "
            f"max(x.occurred_at) AS behind_last FROM interactions AS x WHERE {_rows(self._statement)} AND x.{column} IS NOT NULL "
            f"GROUP BY x.{column} ORDER BY behind_last DESC, behind_id LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        rows = self._store.query(sql, self._params).rows
        return tuple(Behind(str(name), int(str(count)), aware(last)) for name, count, last in rows)

    def verbatims(self, *, limit: int, offset: int = 0) -> tuple[str, ...]:
        """Return the ids of the rows with people's words, the latest first."""
        if self._statement is None:
            return ()
        sql = (
            f"{self._about('what do the people behind this figure say?')}SELECT x.id FROM interactions AS x "
            f"WHERE {_words(self._statement)} ORDER BY x.occurred_at DESC, x.id LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        return tuple(str(name) for (name,) in self._store.query(sql, self._params).rows)

    def _about(self, asked: str) -> str:
        with_ = self._statement.with_ if self._statement else ""
        return f"-- rapport evidence {self._metric}: {asked}\nWITH {with_}\n"

    @property
    def _params(self) -> Mapping[str, object]:
        return self._statement.params if self._statement else {}


_BESIDE = (Entity.PERSON, Entity.CONVERSATION, Entity.ORDER)


def _rows(statement: Statement) -> str:
    return belongs(statement.entity, statement.period)


def _words(statement: Statement) -> str:
    """Return the condition of rows with words; an answer's comment may be another answer of the same response."""
    rows = _rows(statement)
    if statement.entity is Entity.INTERACTION:
        counted = f"y.id IN (SELECT c.entity_id FROM {CHOSEN} AS c)"
        same = f"SELECT y.response_id FROM interactions AS y WHERE {counted} AND y.response_id IS NOT NULL"
        rows = f"({rows} OR x.response_id IN ({same}))"
    return f"{_OWN_WORDS} AND {rows}"
