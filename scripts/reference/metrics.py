"""The catalogue of metrics."""

from collections.abc import Iterator

from reference.markdown import code, codes, table


def metrics() -> Iterator[str]:
    from rapport.understand.metrics.public import catalogue

    yield "# Metrics\n"
    yield "Each is defined once, and asked with `rapport ask`. All can be broken down by your own dimensions and by traits.\n"
    rows = (
        (f"[{metric.title}](#{metric.key})", code(metric.key), str(metric.unit), _better(metric.direction))
        for metric in catalogue()
    )
    yield from table(("metric", "asked as", "unit", "better"), rows)
    for metric in catalogue():
        yield f"## {metric.title} {{: #{metric.key} }}\n"
        yield f"`rapport ask {metric.key}`\n"
        yield f"{metric.definition}\n"
        yield f"- Unit: {metric.unit}. Better: {_better(metric.direction)}."
        yield f"- Interval: {metric.interval}."
        yield f"- Break it down by: {codes(metric.dimensions)}."
        if metric.needs:
            yield f"- Needs the setting: {codes(metric.needs)}."
        if metric.can_weight:
            yield "- Can be weighted: `--weighted`."
        yield from (f"- {caveat}" for caveat in metric.caveats)
        yield ""


def _better(direction: str) -> str:
    return str(direction).removesuffix("_is_better")
