"""The catalogue for the terminal."""

import textwrap
from collections.abc import Sequence

from rapport.understand.metrics.aligned_table import Column, aligned_table, shortened
from rapport.understand.metrics.metric import Better, Metric

_BETTER = {Better.HIGHER: "higher is better", Better.LOWER: "lower is better", Better.NEITHER: "no direction"}


def catalogue_as_text(metrics: Sequence[Metric], *, width: int) -> str:
    """Return a line for each metric: how it is asked for, its unit, what it is."""
    columns = [
        Column("metric", [metric.key for metric in metrics]),
        Column("unit", [metric.unit.value for metric in metrics]),
        Column("better", [_BETTER[metric.direction].removesuffix(" is better") for metric in metrics]),
        Column("title", [metric.title for metric in metrics]),
    ]
    lines = [shortened(line, max(width, 60)) for line in aligned_table(columns)]
    return "\n".join([*lines, "", "rapport metrics NAME shows how one is defined; rapport ask NAME asks for it."]) + "\n"


def metric_as_text(metric: Metric, *, width: int) -> str:
    """Return the whole definition."""
    facts = [
        metric.definition,
        f"Unit: {metric.unit}, {_BETTER[metric.direction]}.",
        f"Interval: {metric.interval}.",
        *metric.caveats,
        f"Break it down by: {', '.join(metric.dimensions)}, any dimension of your data, trait.NAME.",
    ]
    if metric.needs:
        facts.append(f"Needs the setting: {', '.join(metric.needs)}.")
    if metric.can_weight:
        facts.append("Can be weighted: --weighted.")
    lines = [line for fact in facts for line in textwrap.wrap(fact, max(width, 40), subsequent_indent="  ")]
    return "\n".join([f"{metric.title} ({metric.key})", "", *lines]) + "\n"
