"""Net promoter score. A mark of Bain & Company, NICE Satmetrix and Fred Reichheld."""

from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.rows import Rows

_COMPARED_BY = ("channel", "survey", "touchpoint", "language")
METRICS = (
    Metric(
        key="nps",
        title="Net promoter score",
        unit=Unit.POINTS,
        direction=Better.HIGHER,
        definition=(
            "Share of promoters (9 and 10) less share of detractors (0 to 6) among the answers to how likely people are to "
            "recommend, from 0 to 10; passives (7 and 8) count in the base only."
        ),
        population=Rows("x.metric = 'nps' AND x.score BETWEEN 0 AND 10", can_weight=True),
        measure=Promoters("x.score"),
        compared_by=_COMPARED_BY,
        caveats=(
            "Only answers count: neither invitations nor skipped questions.",
            "Who answers is not everyone: compare like with like (same survey, same moment, same channel).",
            "Net Promoter Score is a mark of Bain & Company, NICE Satmetrix and Fred Reichheld.",
        ),
    ),
)
