"""Conversations: how many, and how well they go."""

from rapport.understand.metrics.measures.counts import Count, Stock
from rapport.understand.metrics.measures.shares import Share
from rapport.understand.metrics.metric import Better, Metric, Suppression, Unit
from rapport.understand.metrics.populations.answers import AnsweredConversations
from rapport.understand.metrics.populations.conversations import (
    OPENED,
    SOLVED_AT,
    OpenConversations,
    conversations,
    last_of,
    solved_conversations,
)
from rapport.understand.metrics.sums import KeyValue, SumRow

_COMPARED_BY = ("channel", "agent", "language")
_OPENED = "A conversation opens at its first row."
_SOLVED = "It is solved when it was last solved (or closed, where nobody solved it), and is not while it is open again."


def _running(rows: list[SumRow]) -> list[SumRow]:
    """Add up over the buckets what was opened less what was solved; the bucket without a date holds all before the period."""
    totals: dict[tuple[KeyValue, ...], int] = {}
    running = []
    for row in sorted(rows, key=lambda row: row.bucket.isoformat() if row.bucket else ""):
        totals[row.key] = totals.get(row.key, 0) + int(row.sums["n"] or 0)
        running.append(SumRow(row.bucket, row.key, {**row.sums, "n": totals[row.key]}))
    has_buckets = any(row.bucket for row in rows)
    return [row for row in running if row.bucket or not has_buckets]


METRICS = (
    Metric(
        key="conversations_opened",
        title="Conversations opened",
        unit=Unit.COUNT,
        direction=Better.NEITHER,
        definition="Conversations that began in the period.",
        population=conversations(OPENED),
        measure=Count(),
        compared_by=_COMPARED_BY,
        caveats=(_OPENED, "Fewer can mean fewer problems, or people who gave up asking."),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="conversations_solved",
        title="Conversations solved",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="Conversations that were solved in the period and stayed so.",
        population=solved_conversations(),
        measure=Count(),
        compared_by=_COMPARED_BY,
        caveats=(_SOLVED,),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="backlog",
        title="Backlog",
        unit=Unit.COUNT,
        direction=Better.LOWER,
        definition="Conversations that were open at the end of the period, or of each bucket.",
        population=OpenConversations(),
        measure=Stock("coalesce(sum(e.delta), 0)"),
        compared_by=_COMPARED_BY,
        caveats=(_OPENED, _SOLVED, "One that was opened again counts as open from its beginning until it was solved for good."),
        suppression=Suppression.IN_GROUPS,
        complete=_running,
    ),
    Metric(
        key="reopen_rate",
        title="Reopen rate",
        unit=Unit.SHARE,
        direction=Better.LOWER,
        definition="Share of the conversations solved in the period that had been opened again at least once.",
        population=solved_conversations(("reopened_at", last_of("conversation_reopened"))),
        measure=Share("e.reopened_at IS NOT NULL"),
        compared_by=_COMPARED_BY,
        caveats=(_SOLVED, "Only what the source records as reopened counts."),
    ),
    Metric(
        key="one_touch_share",
        title="One-touch share",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition="Share of the conversations solved in the period that took at most one answer and were never opened again.",
        population=AnsweredConversations(time=SOLVED_AT, where=(f"{SOLVED_AT} IS NOT NULL",)),
        measure=Share("e.answers <= 1 AND e.last_reopened IS NULL"),
        compared_by=_COMPARED_BY,
        caveats=(_SOLVED, "Only conversations that people began count."),
    ),
)
