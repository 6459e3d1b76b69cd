"""Customer effort, in its two versions, which must not be mixed."""

from rapport.understand.metrics.measures.means import Mean
from rapport.understand.metrics.measures.shares import Share
from rapport.understand.metrics.measures.together import Together
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.rows import Rows

_COMPARED_BY = ("channel", "survey", "touchpoint", "language")
_VERSIONS = "CES 1.0 and CES 2.0 ask differently and point in opposite directions: never compare one with the other."

METRICS = (
    Metric(
        key="ces1",
        title="Customer effort score 1.0",
        unit=Unit.SCORE,
        direction=Better.LOWER,
        definition="Mean answer to how much effort people had to put forth themselves, from 1 (very low) to 5 (very high).",
        population=Rows("x.metric = 'ces1' AND x.score IS NOT NULL", can_weight=True),
        measure=Mean("x.score", can_weight=True),
        compared_by=_COMPARED_BY,
        caveats=("Low is good.", _VERSIONS),
    ),
    Metric(
        key="ces2",
        title="Customer effort score 2.0",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition=(
            "Share of answers 5, 6 and 7 to whether the company made it easy, from 1 (strongly disagree) to 7 (strongly agree); "
            "the mean answer stands beside it."
        ),
        population=Rows("x.metric = 'ces2' AND x.score IS NOT NULL", can_weight=True),
        measure=Together(Share("x.score >= 5", can_weight=True), (("mean", Mean("x.score", can_weight=True)),)),
        compared_by=_COMPARED_BY,
        caveats=("High is good.", _VERSIONS),
        further_units=(("mean", Unit.SCORE),),
    ),
)
