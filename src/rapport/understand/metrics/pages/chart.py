"""What the island `chart` is given: points with their intervals, and the texts around them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from rapport.understand.annotations.public import Annotation
from rapport.understand.metrics.answer import Answer, AnswerRow, Key
from rapport.understand.metrics.calendar import buckets, midnight, next_bucket
from rapport.understand.metrics.measures.counts import Count, Total
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.metrics.pages.labels import bucket_label, grain_label, metric_title, value_label
from rapport.understand.metrics.pages.links import bucket_of_key
from rapport.understand.metrics.question import Grain

# object: JSON of several depths.
Props = dict[str, object]
Link = Callable[[Key], str]
_MOST_LINES = 8
_ENOUGH = 4
"""Buckets that must remain before cut ones are left out."""


def series_props(answer: Answer, *, title: str, link: Link, annotations: Sequence[Annotation] = ()) -> Props:
    """Return the line of a metric over time, the period that it was compared with laid under it.

    Parameters
    ----------
    answer : to a question with a grain and without a breakdown.
    link : from the key of a row to what stands behind it.
    """
    grain = answer.question.grain or Grain.MONTH
    groups = _groups(answer, grain)
    rows = groups[0][1] if groups else []
    shown = whole_buckets(answer, rows, grain)
    series: list[Props] = [
        {"name": name, "points": [_point(row, grain, link) for row in own if bucket_of_key(row.key, grain) in shown]}
        for name, own in groups
    ]
    if len(series) == 1 and (before := _before(answer, rows, grain, shown)):
        series.append({"name": compared_label(answer), "points": before, "style": "compare"})
    return {
        "kind": "line",
        **unit_props(answer.unit),
        "grain": grain.value,
        "series": series,
        "annotations": [annotation_props(each) for each in annotations],
        "brush": {"set": {}},
        "labels": {"x": grain_label(grain)},
        "file": answer.metric.key,
    }


def _groups(answer: Answer, grain: Grain) -> list[tuple[str, list[AnswerRow]]]:
    """Return the rows of each line: of one currency, or of each score where a metric is split by scores."""
    groups: dict[Key, list[AnswerRow]] = {}
    for row in answer.rows:
        groups.setdefault(tuple(part for part in row.key if part[0] != grain.value), []).append(row)
    title = metric_title(answer.metric)
    if set(answer.metric.split_by) - {"currency"}:
        return [(" · ".join(value_label(*part) for part in key) or title, rows) for key, rows in groups.items()][:_MOST_LINES]
    return [(title, max(groups.values(), key=len))] if groups else []


def _point(row: AnswerRow, grain: Grain, link: Link) -> Props:
    first = bucket_of_key(row.key, grain)
    return {
        "x": first.isoformat() if first else "",
        "label": bucket_label(first, grain) if first else "",
        "end": (next_bucket(first, grain) - timedelta(days=1)).isoformat() if first else "",
        **figure_props(row),
        "href": link(row.key),
    }


def figure_props(row: AnswerRow) -> Props:
    estimate = row.estimate
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n or None,
        "suppressed": row.is_suppressed,
    }


def whole_buckets(answer: Answer, rows: Sequence[AnswerRow], grain: Grain) -> set[date]:
    """Return the buckets to draw: of counts and totals not those that the period cuts off, since half a week is less."""
    found = [day for row in rows if (day := bucket_of_key(row.key, grain))]
    if not depends_on_length(answer.metric) or answer.period.start is None or answer.period.end is None:
        return set(found)
    start, end, zone = answer.period.start, answer.period.end, answer.zone
    whole = {day for day in found if midnight(day, zone) >= start and midnight(next_bucket(day, grain), zone) <= end}
    return whole if len(whole) >= _ENOUGH else set(found)


def depends_on_length(metric: Metric) -> bool:
    """Whether twice the time gives twice the figure."""
    return isinstance(metric.measure, Count | Total)


def _before(answer: Answer, rows: Sequence[AnswerRow], grain: Grain, shown: set[date]) -> list[Props]:
    compared = {row.key: row for row in answer.comparison.rows} if answer.comparison else {}
    period = answer.comparison.period if answer.comparison else None
    if period is None or period.start is None or period.end is None:
        return []
    days = list(buckets(period.start, period.end, grain, answer.zone))
    points: list[Props] = []
    for place, row in enumerate(rows):
        tested = compared[row.key].tested if row.key in compared else None
        if bucket_of_key(row.key, grain) not in shown or place >= len(days):
            continue
        before = tested.before if tested else None
        points.append(
            {
                "x": days[place].isoformat(),
                "label": bucket_label(days[place], grain),
                "value": before.value if before else None,
                "n": before.n if before else None,
            }
        )
    return points if any(point["value"] is not None for point in points) else []


def compared_label(answer: Answer) -> str:
    """Say what a figure is compared with."""
    return _("The period before") if answer.question.comparison == "previous" else _("Compared period")


def unit_props(unit: str) -> Props:
    if unit in tuple(Unit):
        return {"unit": "count" if unit == Unit.MONEY else str(unit)}
    return {"unit": "money", "currency": unit}


def annotation_props(annotation: Annotation) -> Props:
    return {
        "from": annotation.starts_on.isoformat(),
        "to": annotation.ends_on.isoformat() if annotation.ends_on > annotation.starts_on else None,
        "text": annotation.text,
        "kind": annotation.kind.value,
    }
