"""Customer satisfaction: the top-2 box."""

from rapport.understand.metrics.measures.shares import Share
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.rows import Rows

_COMPARED_BY = ("channel", "survey", "question", "language")
_TOP = "x.score >= CASE WHEN x.scale_max - x.scale_min < 3 THEN x.scale_max ELSE coalesce(x.scale_max, 5) - 1 END"

METRICS = (
    Metric(
        key="csat",
        title="Customer satisfaction (CSAT)",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition=(
            "Share of satisfaction answers in the two highest points of their scale (4 and 5 of 5); of scales with two or "
            "three points only the highest counts."
        ),
        population=Rows("x.metric = 'csat' AND x.score IS NOT NULL", can_weight=True),
        measure=Share(_TOP, can_weight=True),
        compared_by=_COMPARED_BY,
        caveats=(
            "Only answers count: neither invitations, skipped questions nor 'not applicable'.",
            "The mean of the same answers is another figure: mean_rating.",
            "Several questions on one survey are added up; --by question takes them apart.",
        ),
    ),
)
