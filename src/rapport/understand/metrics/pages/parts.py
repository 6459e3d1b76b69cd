"""How people read the parts of what a figure counts: names and tones."""

from django.utils.translation import gettext as _

from rapport.understand.metrics.evidence.parts import Part, parts_of
from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.metric import Better, Metric


def holds(part: Part, value: float) -> bool:
    """Whether a value belongs to a part."""
    return (part.low is None or value >= part.low) and (part.high is None or value < part.high)


_TONES = {"promoter": "good", "passive": "quiet", "detractor": "bad"}


def tone_of_part(part: Part, metric: Metric) -> str:
    """Return good, quiet or bad."""
    if part.key in _TONES:
        return _TONES[part.key]
    if metric.direction is Better.NEITHER:
        return "quiet"
    return "good" if (part.key == "inside") == (metric.direction is Better.HIGHER) else "quiet"


def tone_of_value(value: float, metric: Metric) -> str:
    """Return the tone of a score of NPS; empty for other metrics."""
    if not isinstance(metric.measure, Promoters):
        return ""
    return next((_TONES[part.key] for part in parts_of(metric) if holds(part, value)), "")


def part_label(part: str) -> str:
    """Return what people read for a part of what a figure counts."""
    labels = {
        "promoter": _("Promoters"),
        "passive": _("Passives"),
        "detractor": _("Detractors"),
        "inside": _("Counted in"),
        "outside": _("The rest"),
    }
    low, _dots, high = part.partition("..")
    return labels.get(part, low if low == high else f"{low or '…'} – {high or '…'}")
