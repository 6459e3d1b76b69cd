"""Ratings: stars of reviews and answers on satisfaction scales."""

from collections.abc import Iterable, Sequence

from rapport.core.notice import Notice
from rapport.understand.metrics.measures.means import Mean
from rapport.understand.metrics.measures.shares import Distribution
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.names import BREAKDOWN_NAMES
from rapport.understand.metrics.populations.rows import Rows
from rapport.understand.metrics.sums import SumRow

_COMPARED_BY = ("channel", "question", "product", "source")
_RATINGS = Rows("x.metric IN ('rating', 'csat') AND x.score IS NOT NULL", can_weight=True)
_SCALES = (("lowest_scale", "min(x.scale_max)"), ("highest_scale", "max(x.scale_max)"))


def _with_bases(rows: list[SumRow]) -> list[SumRow]:
    """Add to each score the sums of all scores of its bucket and group."""
    bases: dict[tuple[object, ...], dict[str, float]] = {}
    for row in rows:
        base = bases.setdefault((row.bucket, row.key[:-1]), {})
        for name in {"n", "w", "w2"} & row.sums.keys():
            base[f"base_{name}"] = base.get(f"base_{name}", 0) + row.sums[name]
    return [SumRow(row.bucket, row.key, {**row.sums, **bases[row.bucket, row.key[:-1]]}) for row in rows]


def _warn_of_scales(rows: Sequence[SumRow]) -> Iterable[str]:
    highest = {row.sums[name] for row in rows for name, _ in _SCALES} - {None}
    if len(highest) < 2:
        return ()
    low, high = f"{min(highest):g}", f"{max(highest):g}"
    return (
        Notice(
            "Ratings of scales up to %(low)s and up to %(high)s are mixed here. For one of them, filter by: scale_max = %(high)s",
            low=low,
            high=high,
        ),
    )


METRICS = (
    Metric(
        key="mean_rating",
        title="Mean rating",
        unit=Unit.SCORE,
        direction=Better.HIGHER,
        definition="Mean of the ratings that reviews and satisfaction answers give, in the units of their scale.",
        population=_RATINGS,
        measure=Mean("x.score", can_weight=True),
        compared_by=_COMPARED_BY,
        caveats=(
            "A mean hides how ratings are spread, and public reviews are mostly very good or very bad: see rating_distribution.",
            "Ratings of different scales cannot be averaged; a note says so where it happened.",
        ),
        extra_sums=_SCALES,
        warn=lambda rows: tuple(_warn_of_scales(rows)),
    ),
    Metric(
        key="rating_distribution",
        title="Rating distribution",
        unit=Unit.SHARE,
        direction=Better.NEITHER,
        definition="Share of each score among the ratings that reviews and satisfaction answers give.",
        population=_RATINGS,
        measure=Distribution(),
        compared_by=_COMPARED_BY,
        caveats=("The n of each row is the number of all ratings in its group, of which the row is a share.",),
        split_by=("score",),
        dimensions=tuple(name for name in BREAKDOWN_NAMES if name != "score"),
        extra_sums=_SCALES,
        complete=_with_bases,
        warn=lambda rows: tuple(_warn_of_scales(rows)),
        in_changes=False,
    ),
)
