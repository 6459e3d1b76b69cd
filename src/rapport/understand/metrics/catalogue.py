"""The catalogue: every metric, in the order of its key."""

from rapport.understand.metrics.metric import METRICS, Metric


def catalogue() -> tuple[Metric, ...]:
    """Return every metric that can be asked for."""
    return tuple(METRICS.values())
