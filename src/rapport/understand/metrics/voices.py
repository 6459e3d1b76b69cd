"""What people said, with how they scored: the latest comments by mood."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.populations.rows import Rows
from rapport.understand.metrics.preparing import aware, bound, prepare
from rapport.understand.metrics.question import Question
from rapport.understand.metrics.scope import Scope


class Mood(StrEnum):
    """How a score reads: of NPS promoter, passive and detractor; of other scales the upper, middle and lower part."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Voice:
    """A comment with the score that its writer gave, on the same row or in the same response."""

    interaction_id: UUID
    person_id: int | None
    at: datetime
    text: str
    language: str | None
    channel: str | None
    product: str | None
    metric: str | None
    score: float
    scale_max: float | None
    mood: Mood


_OWN_WORDS = "x.text IS NOT NULL AND x.text <> '' AND (x.direction = 'inbound' OR x.direction IS NULL)"
_LOWEST = "coalesce(s.scale_min, CASE WHEN s.metric = 'nps' THEN 0 ELSE 1 END)"
_HIGHEST = "coalesce(s.scale_max, CASE WHEN s.metric = 'nps' THEN 10 WHEN s.metric = 'ces2' THEN 7 ELSE 5 END)"
_PLACE = f"((s.score - {_LOWEST}) / nullif({_HIGHEST} - {_LOWEST}, 0))"
"""Where on its scale a score lies, from 0 to 1."""
_OF_NPS = "CASE WHEN s.score >= 9 THEN 'positive' WHEN s.score >= 7 THEN 'neutral' ELSE 'negative' END"
_OF_EFFORT = f"CASE WHEN {_PLACE} <= 0.34 THEN 'positive' WHEN {_PLACE} < 0.6 THEN 'neutral' ELSE 'negative' END"
_OF_OTHERS = f"CASE WHEN {_PLACE} >= 0.66 THEN 'positive' WHEN {_PLACE} > 0.4 THEN 'neutral' ELSE 'negative' END"
_MOOD = f"CASE WHEN s.metric = 'nps' THEN {_OF_NPS} WHEN s.metric = 'ces1' THEN {_OF_EFFORT} ELSE {_OF_OTHERS} END"
"""Of 5 points 4 and 5 are positive and 3 is neutral; of 7 points 5 to 7; of 10 points 7 to 10."""


def latest_voices(
    workspace: Workspace, store: Store, question: Question, *, mood: Mood | None = None, limit: int = 20
) -> tuple[Voice, ...]:
    """Return what was said in the question's period under its filter, the latest first.

    Parameters
    ----------
    question : of any metric; its period and filter count.
    mood : only these.
    """
    prepared = prepare(question, METRICS["interactions"], workspace, store)
    if prepared is None:
        return ()
    scope = Scope(prepared.template)
    said = Rows(_OWN_WORDS).relation(scope, ())
    columns = "x.id AS id, x.person_id AS person_id, x.occurred_at AS occurred_at, x.text AS said, x.language AS language, "
    columns += "x.channel AS channel, x.product AS product, x.response_id AS response_id, x.metric AS metric, x.score AS score, "
    columns += "x.scale_min AS scale_min, x.scale_max AS scale_max"
    wanted = f"AND {_MOOD} = {scope.bind(mood.value)}" if mood else ""
    answered = "a.kind = 'survey_answered' AND a.score IS NOT NULL AND a.response_id IS NOT NULL"
    first = store.dialect.first_value
    sql = (
        "-- rapport pages: what do people say?\n"
        f"WITH words AS (SELECT {columns} FROM {said.source}),\n"
        # The first question of a response is the one that its comment is about.
        f"scores AS (SELECT a.response_id AS response_id, {first('a.metric', 'a.occurred_at')} AS metric, "
        f"{first('a.score', 'a.occurred_at')} AS score, {first('a.scale_min', 'a.occurred_at')} AS scale_min, "
        f"{first('a.scale_max', 'a.occurred_at')} AS scale_max FROM interactions AS a WHERE {answered} AND a.response_id IN "
        "(SELECT w.response_id FROM words AS w WHERE w.score IS NULL AND w.response_id IS NOT NULL) GROUP BY a.response_id),\n"
        "s AS (SELECT w.id AS id, w.person_id AS person_id, w.occurred_at AS occurred_at, w.said AS said, "
        "w.language AS language, w.channel AS channel, w.product AS product, "
        f"{_own_or_joined('metric')}, {_own_or_joined('scale_min')}, {_own_or_joined('scale_max')}, "
        "coalesce(w.score, r.score) AS score FROM words AS w LEFT JOIN scores AS r ON r.response_id = w.response_id)\n"
        f"SELECT s.id, s.person_id, s.occurred_at, s.said, s.language, s.channel, s.product, s.metric, s.score, s.scale_max, "
        f"{_MOOD} AS mood FROM s WHERE s.score IS NOT NULL {wanted} ORDER BY s.occurred_at DESC, s.id LIMIT {int(limit)}"
    )
    params = bound(question, scope, prepared, workspace=workspace)
    return tuple(_read(row) for row in store.query(sql, params).rows)


def _own_or_joined(column: str) -> str:
    return f"CASE WHEN w.score IS NULL THEN r.{column} ELSE w.{column} END AS {column}"


def _read(row: tuple[object, ...]) -> Voice:
    name, person, at, text, language, channel, product, metric, score, scale_max, mood = row
    return Voice(
        interaction_id=UUID(str(name)),
        person_id=None if person is None else int(str(person)),
        at=aware(at),
        text=str(text),
        language=None if language is None else str(language),
        channel=None if channel is None else str(channel),
        product=None if product is None else str(product),
        metric=None if metric is None else str(metric),
        score=float(str(score)),
        scale_max=None if scale_max is None else float(str(scale_max)),
        mood=Mood(str(mood)),
    )
