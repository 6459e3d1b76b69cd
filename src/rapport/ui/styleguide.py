"""What the style guide shows its components with: made-up values of the kinds that the pages have."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils import timezone

_WEEKS = 52
_FIRST = date(2026, 1, 5)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="Shown to every member.")
    zone = forms.ChoiceField(choices=[("Europe/Vilnius", "Europe/Vilnius"), ("Asia/Bangkok", "Asia/Bangkok")], label="Time zone")
    margin = forms.DecimalField(min_value=0, max_value=1, required=False)
    notes = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    folds = forms.BooleanField(label="Treat dana+shop@example.com as dana@example.com", required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sample table."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Tab:
    """An entry of the sample tabs."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


def styleguide_context() -> dict[str, object]:
    """Return the values that the style guide's page reads."""
    wave = [round(31 + 9 * math.sin(week / 5) + week / 4, 1) for week in range(_WEEKS)]
    invalid = SampleForm({"name": "", "margin": "7"})
    return {
        "wave": wave,
        "lows": [value - 4 for value in wave],
        "highs": [value + 4 for value in wave],
        "now": timezone.now(),
        "earlier": timezone.now() - timedelta(hours=3),
        "today": timezone.localdate(),
        "form": invalid,
        "rows": _rows(),
        "tabs": [
            Tab("People", "#tabs", is_current=True, count=1284),
            Tab("Verbatims", "#tabs", count=312),
            Tab("Orders", "#tabs"),
        ],
        "trend": _trend(wave),
        "bars": _bars(),
        "distribution": _distribution(),
        "no_data": {"kind": "line", "unit": "points", "series": [{"name": "NPS", "points": []}]},
    }


def _rows() -> list[Row]:
    return [
        Row("Web", 41.2, 37.0, 45.4, 1284, "better"),
        Row("Retail shop Vilnius", 38.9, 29.6, 48.2, 214, "no_clear_change"),
        Row("Phone", 12.4, 4.1, 20.7, 331, "worse"),
        Row("Chat", -6.0, -19.4, 7.4, 88, "too_little_data"),
        Row("Marketplace", None, None, None, 3, "too_little_data"),
    ]


def _trend(wave: list[float]) -> dict[str, object]:
    weeks = [(_FIRST + timedelta(weeks=week)).isoformat() for week in range(_WEEKS)]
    now = [
        {"x": week, "value": value, "low": value - 4.2, "high": value + 4.2, "n": 180 + index, "href": f"#week-{week}"}
        for index, (week, value) in enumerate(zip(weeks, wave, strict=True))
    ]
    now[17] |= {"value": None, "suppressed": True}
    before = [
        {"x": (_FIRST + timedelta(weeks=week - 52)).isoformat(), "value": round(wave[week] * 0.8 - 2, 1)}
        for week in range(_WEEKS)
    ]
    return {
        "kind": "line",
        "unit": "points",
        "grain": "week",
        "brush": True,
        "series": [{"name": "NPS", "points": now}, {"name": "Year before", "points": before, "style": "compare"}],
        "annotations": [
            {"from": "2026-03-02", "to": "2026-03-29", "text": "Carrier strike", "kind": "incident"},
            {"from": "2026-06-15", "text": "Same-day refunds", "kind": "improvement"},
            {"from": "2026-11-20", "to": "2026-11-30", "text": "Black week", "kind": "campaign"},
        ],
    }


def _bars() -> dict[str, object]:
    points = [
        {
            "x": row.name,
            "value": row.value,
            "low": row.low,
            "high": row.high,
            "n": row.n,
            "suppressed": row.value is None,
            "href": "#bar",
        }
        for row in _rows()
    ]
    return {"kind": "bar", "unit": "points", "series": [{"name": "NPS", "points": points}], "labels": {"x": "Channel"}}


def _distribution() -> dict[str, object]:
    shares = (0.04, 0.01, 0.02, 0.02, 0.03, 0.06, 0.05, 0.11, 0.19, 0.21, 0.26)
    tones = ["bad"] * 7 + ["quiet"] * 2 + ["good"] * 2
    points = [
        {"x": str(score), "value": share, "tone": tone} for score, (share, tone) in enumerate(zip(shares, tones, strict=True))
    ]
    return {"kind": "distribution", "unit": "share", "series": [{"name": "Answers", "points": points}], "labels": {"x": "Score"}}
