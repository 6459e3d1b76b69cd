"""The chart island: its place on the page, its data and the texts it shows."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# What `frontend/src/chart/props.ts` reads; the test of this module compares the two.
ChartProps = Mapping[str, object]


def chart(props: ChartProps, *, id: str, label: str, size: str = "") -> SafeString:  # noqa: A002  # the attribute's name
    """Draw a chart; `props` as in the README of `rapport.ui`; `size` "sm" or "lg"; `label` names it for everybody."""
    given = props.get("labels")
    labels = chart_labels(label) | (dict(given) if isinstance(given, Mapping) else {})
    return render_to_string("ui/components/chart.html", {"props": {**props, "labels": labels}, "id": id, "size": size})


def chart_labels(title: str) -> dict[str, str]:
    """Return the texts of a chart in the reader's language; props may replace each of them under `labels`."""
    return {
        "title": title,
        "x": _("Period"),
        "value": _("Value"),
        "interval": _("95% interval"),
        "range": _("%(low)s to %(high)s") % {"low": "{low}", "high": "{high}"},
        "n": _("n"),
        "suppressed": _("too few to show"),
        "notes": _("What happened"),
        "evidence": _("Click to see what stands behind it"),
        "table": _("Show as a table"),
        "download": _("Download as a picture"),
        "empty": _("There is nothing to draw in this period."),
    }
