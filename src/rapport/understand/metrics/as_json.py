"""An answer as JSON, the same for the terminal and the API."""

from rapport.understand.metrics.answer import Answer, AnswerRow, ComparedWith, ComparisonRow, Key, is_good
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.periods import describe_period
from rapport.understand.metrics.question import Period
from rapport.understand.metrics.sums import KeyValue
from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.verdict import Comparison, Verdict

Json = dict[str, object]


def answer_as_json(answer: Answer) -> Json:
    """Return the answer as plain lists and dictionaries: shares as 0 to 1, NPS in points, money in major units."""
    return {
        "metric": answer.metric.key,
        "unit": answer.unit,
        "definition": answer.metric.definition,
        "period": period_as_json(answer.period, answer.zone),
        "rows": [_row(row) for row in answer.rows],
        "comparison": _comparison(answer.comparison, answer) if answer.comparison else None,
        "warnings": list(answer.warnings),
    }


def metric_as_json(metric: Metric) -> Json:
    """Return a definition of the catalogue."""
    return {
        "metric": metric.key,
        "title": metric.title,
        "unit": metric.unit.value,
        "direction": metric.direction.value,
        "definition": metric.definition,
        "interval": metric.interval,
        "caveats": list(metric.caveats),
        "dimensions": list(metric.dimensions),
        "weighted": metric.can_weight,
        "needs": list(metric.needs),
    }


def period_as_json(period: Period, zone: str) -> Json:
    """Return the first and the last day, or instants where the period is not of whole days."""
    first, last = describe_period(period, zone)
    return {"from": first, "to": last}


def _key(key: Key) -> dict[str, KeyValue]:
    return dict(key)


def _row(row: AnswerRow) -> Json:
    written: Json = {"key": _key(row.key), **_estimate(row.estimate), "suppressed": row.is_suppressed}
    if row.further:
        written["further"] = {name: _estimate(estimate) for name, estimate in row.further}
    return written


def _estimate(estimate: Estimate) -> Json:
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "n_eff": round(estimate.n_eff, 6),
    }


def _comparison(compared: ComparedWith, answer: Answer) -> Json:
    return {
        "with": compared.against.value if compared.against else "period",
        "period": period_as_json(compared.period, answer.zone) if compared.period else None,
        "rows": [_comparison_row(row, answer.metric) for row in compared.rows],
    }


def _comparison_row(row: ComparisonRow, metric: Metric) -> Json:
    return {"key": _key(row.key), **comparison_as_json(row.tested, metric)}


def comparison_as_json(tested: Comparison | None, metric: Metric) -> Json:
    """Return what a test said; all unknown where there was none."""
    difference = tested.difference if tested else Estimate.unknown
    verdict = tested.verdict if tested else Verdict.TOO_LITTLE_DATA
    return {
        "before": _estimate(tested.before) if tested else None,
        "after": _estimate(tested.after) if tested else None,
        "change": difference.value,
        "low": difference.low,
        "high": difference.high,
        "p": tested.p_value if tested else None,
        "p_adjusted": tested.adjusted_p_value if tested else None,
        "verdict": verdict.value,
        "good": is_good(metric, verdict),
    }
