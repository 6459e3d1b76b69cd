"""`{% load figures %}`: figures with what belongs beside them."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.understand.metrics.metric import Better, Metric
from rapport.understand.metrics.pages.figure import Figure
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.labels import name_label as label_of_name
from rapport.understand.metrics.pages.writing import write_value

register = template.Library()


@register.filter
def name_label(name: str) -> str:
    """What people read for the name of a dimension."""
    return label_of_name(name)


@register.simple_tag
def figure(shown: Figure, href: str = "", size: str = "") -> SafeString:
    """A value with its interval and n; `href` leads to what stands behind it, `size` is "large" or nothing."""
    return render_to_string("metrics/components/figure.html", {"figure": shown, "href": href, "size": size})


@register.simple_tag
def value(number: float | None, unit: str, signed: bool = False, compact: bool = False) -> str:
    """A value with its unit."""
    return write_value(number, unit, signed=signed, compact=compact)


@register.simple_tag
def metric_help(metric: Metric, key: str = "") -> SafeString:
    """A question mark that tells what a metric is, how it is computed, and what has to be known before believing it."""
    better = {
        Better.HIGHER: _("Higher is better."),
        Better.LOWER: _("Lower is better."),
        Better.NEITHER: _("Neither up nor down is better by itself."),
    }
    return render_to_string(
        "metrics/components/metric_help.html",
        {
            "title": metric_title(metric),
            "definition": _(metric.definition),
            "interval": _(metric.interval),
            "caveats": [_(caveat) for caveat in metric.caveats],
            "better": better[metric.direction],
            "id": f"about-{metric.key}{key and '-'}{key}".replace("_", "-"),
        },
    )
