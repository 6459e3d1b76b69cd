"""How what a figure counts is spread, as bars that lead to what stands behind each."""

import re

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.evidence.distribution import Bin, Spread, spread_of
from rapport.understand.metrics.metric import METRICS, Metric, Unit
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.chart import Props
from rapport.understand.metrics.pages.links import evidence_path
from rapport.understand.metrics.pages.parts import tone_of_value
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.pages.writing import write_value
from rapport.understand.metrics.question import Question

_CENTS = re.compile(r"[.,]0+(?=\D*$)")
"""The decimals of a round amount."""


def cached_spread(workspace: Workspace, store: Store, question: Question, *, key: Key = ()) -> Spread | None:
    """Return how values are spread, computed once while the store holds the same."""
    return cached(store, ("spread", workspace, question, key), lambda: spread_of(workspace, store, question, key=key))


def spread_props(spread: Spread, metric: str, workspace: Workspace, view: ViewFilter, *, title: str, key: Key = ()) -> Props:
    """Return the bars of a spread."""
    unit = spread.unit if spread.unit != Unit.MONEY else str(dict(key).get("currency") or workspace.currency)
    points = [_bar(each, spread, METRICS[metric], unit) for each in spread.bins]
    for bar, each in zip(points, spread.bins, strict=True):
        bar["href"] = evidence_path(workspace, metric, view, key=key, scores=each.range)
    return {
        "kind": "distribution",
        "unit": "count",
        "series": [{"name": title, "points": points}],
        "file": f"{metric}-spread",
    }


def _bar(each: Bin, spread: Spread, metric: Metric, unit: str) -> Props:
    label = _label(each, spread, unit)
    tone = tone_of_value(each.low, metric) if each.low is not None else ""
    return {"x": label, "label": label, "value": each.count, "n": spread.n, **({"tone": tone} if tone else {})}


def _label(each: Bin, spread: Spread, unit: str) -> str:
    if spread.is_exact or (each.low is not None and each.low == each.high):
        return _short(each.low or 0.0, unit)
    if each.low is None:
        return f"< {_short(each.high or 0.0, unit)}"
    if each.high is None:
        return f"≥ {_short(each.low, unit)}"
    return f"{_short(each.low, unit)} – {_short(each.high, unit)}"


def _short(value: float, unit: str) -> str:
    if unit in (Unit.SCORE, Unit.COUNT):
        return f"{value:g}"
    text = write_value(value, unit, compact=True)
    return _CENTS.sub("", text) if value.is_integer() and unit not in tuple(Unit) else text
