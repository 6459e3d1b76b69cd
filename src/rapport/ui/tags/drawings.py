"""Small drawings that need no script."""

from collections.abc import Sequence
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rapport.ui import graphics

_HUES = 8


def sparkline(
    values: Sequence[float | None],
    *,
    lows: Sequence[float | None] = (),
    highs: Sequence[float | None] = (),
    label: str = "",
    tone: str = "",
) -> SafeString:
    """Draw a line of values with its band; `tone` "good", "bad" or "quiet"; the label is read out in its place."""
    drawn = graphics.draw_sparkline(values, lows, highs)
    context = {"drawn": drawn, "label": label, "tone": tone, "width": graphics.WIDTH, "height": graphics.HEIGHT}
    return render_to_string("ui/components/sparkline.html", context)


def interval_bar(
    value: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    lowest: float = 0.0,
    highest: float = 1.0,
    label: str = "",
    tone: str = "",
) -> SafeString:
    """Draw a value and its interval on the scale `lowest` to `highest` that its table shares."""
    drawn = None
    if value is not None:
        start, end = (value if low is None else low), (value if high is None else high)
        drawn = graphics.draw_interval(value, start, end, lowest=lowest, highest=highest)
    return render_to_string("ui/components/interval_bar.html", {"drawn": drawn, "label": label, "tone": tone})


def avatar(name: str, *, size: str = "") -> SafeString:
    """Draw the initials of a name on one of eight quiet colours, always the same for the same name."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    initials = (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:1]).upper()
    context = {"initials": initials, "hue": crc32(name.encode()) % _HUES, "size": size}
    return render_to_string("ui/components/avatar.html", context)
