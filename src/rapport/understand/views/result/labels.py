"""What people read for names, values and days."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from rapport.ui.formatting.moments import write_day
from rapport.understand.metrics.public import Grain
from rapport.understand.views.result.result import KeyValue, Result

_NAMES = {
    "channel": gettext_lazy("Channel"),
    "kind": gettext_lazy("Kind"),
    "source": gettext_lazy("Source"),
    "touchpoint": gettext_lazy("Touchpoint"),
    "language": gettext_lazy("Language"),
    "product": gettext_lazy("Product"),
    "agent": gettext_lazy("Agent"),
    "survey": gettext_lazy("Survey"),
    "question": gettext_lazy("Question"),
    "metric": gettext_lazy("Score type"),
    "direction": gettext_lazy("Direction"),
    "currency": gettext_lazy("Currency"),
    "score": gettext_lazy("Score"),
    "weekday": gettext_lazy("Weekday"),
    "hour": gettext_lazy("Hour"),
    "month": gettext_lazy("Month of the year"),
}
_TRAIT = "trait."
_TRANSLATED = ("weekday", "month")


def name_label(name: str) -> str:
    """Return what people read for a dimension or trait; the workspace's own names as they are."""
    if name in _NAMES:
        return str(_NAMES[name])
    return name.removeprefix(_TRAIT).replace("_", " ")


def value_label(name: str, value: KeyValue) -> str:
    """Return what people read for the value of a dimension; a missing one is said to be missing."""
    if value is None:
        return pgettext("value of a dimension", "(none)")
    if isinstance(value, float):
        return f"{value:g}"
    return _(value) if name in _TRANSLATED and isinstance(value, str) else str(value)


def group_label(result: Result, group: tuple[KeyValue, ...]) -> str:
    """Return what people read for a group: its values, joined."""
    return " · ".join(value_label(name, value) for name, value in zip(result.names, group, strict=True))


def grain_label(grain: Grain) -> str:
    """Return the head of the column of time."""
    return {
        Grain.DAY: _("Day"),
        Grain.WEEK: _("Week from"),
        Grain.MONTH: _("Month"),
        Grain.QUARTER: _("Quarter"),
        Grain.YEAR: _("Year"),
    }[grain]


def bucket_label(bucket: str, grain: Grain | None) -> str:
    """Return what people read for a bucket."""
    day = date.fromisoformat(bucket)
    match grain:
        case Grain.MONTH:
            return write_day(day, style="month")
        case Grain.QUARTER:
            return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
        case Grain.YEAR:
            return str(day.year)
    return write_day(day)
