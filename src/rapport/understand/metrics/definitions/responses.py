"""How many answered."""

from rapport.understand.metrics.measures.counts import Count
from rapport.understand.metrics.measures.measure import tally
from rapport.understand.metrics.metric import Better, Metric, Suppression, Unit
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.populations.rows import Rows

_COMPARED_BY = ("channel", "survey", "language")
METRICS = (
    Metric(
        key="response_count",
        title="Survey responses",
        unit=Unit.COUNT,
        direction=Better.NEITHER,
        definition="Responses to surveys in which at least one question was answered; all answers of one response count once.",
        population=Rows("x.kind = 'survey_answered'"),
        measure=Count(f"count(DISTINCT x.response_id) + {tally('x.response_id IS NULL')}", of=Entity.RESPONSE),
        compared_by=_COMPARED_BY,
        caveats=(
            "Says nothing about how many were asked: a response rate needs the invitations.",
            "An answer that names no response counts as one.",
        ),
        suppression=Suppression.IN_GROUPS,
    ),
)
