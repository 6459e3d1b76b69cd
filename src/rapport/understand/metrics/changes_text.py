"""Changes in sentences, and as JSON."""

import textwrap

from rapport.understand.metrics.answer import is_good
from rapport.understand.metrics.as_json import Json, comparison_as_json, period_as_json
from rapport.understand.metrics.as_text import period_words
from rapport.understand.metrics.changes import Change, Changes
from rapport.understand.metrics.metric import Unit
from rapport.understand.metrics.notation import key_notation, notation
from rapport.understand.stats.verdict import Verdict

_MARKS = {True: "✓", False: "✗", None: "·"}


def changes_as_text(found: Changes, *, width: int, limit: int) -> str:
    """Return the changes as a list of sentences, the largest first."""
    lines = [
        f"What changed · {period_words(found.period, found.zone)}, compared with {period_words(found.compared_with, found.zone)}",
        "",
    ]
    for change in found.changes[:limit]:
        mark = _MARKS[is_good(change.metric, change.tested.verdict)]
        lines += textwrap.wrap(f"{mark} {sentence(change)}", max(width, 40), subsequent_indent="    ")
    if not found.changes:
        lines.append("No change that chance could not explain.")
    if len(found.changes) > limit:
        lines.append(f"… and {len(found.changes) - limit:,} more (--limit, --json)")
    note = (
        f"{found.tested:,} figures were compared; of the changes named, at most 5 % are expected to be chance (Benjamini and "
        "Hochberg). A change beside another is not its cause."
    )
    lines += ["", *textwrap.wrap(note, max(width, 40), subsequent_indent="  ")]
    return "\n".join([*lines, *(f"Note: {warning}" for warning in found.warnings)]) + "\n"


def sentence(change: Change) -> str:
    """Say a change: `Net promoter score of channel web rose from 30.1 to 41.5 (+11.4, …)`."""
    tested, unit = change.tested, change.unit
    group = " and ".join(f"{name} {key_notation(value)}" for name, value in change.key)
    verb = "rose" if tested.verdict is Verdict.UP else "fell"
    said = "" if unit in tuple(Unit) else f" {unit}"
    values = f"{notation(tested.before.value, unit)} to {notation(tested.after.value, unit)}{said}"
    difference = notation(tested.difference.value, unit, signed=True)
    limits = [notation(limit, unit, signed=True) for limit in (tested.difference.low, tested.difference.high)]
    interval = f", 95 % interval {limits[0]} to {limits[1]}" if tested.difference.has_interval else ""
    counts = f"n {tested.before.n:,} and {tested.after.n:,}"
    return f"{change.metric.title}{f' of {group}' if group else ''} {verb} from {values} ({difference}{interval}; {counts})."


def changes_as_json(found: Changes) -> Json:
    """Return the changes as plain lists and dictionaries."""
    return {
        "period": period_as_json(found.period, found.zone),
        "compared_with": period_as_json(found.compared_with, found.zone),
        "tested": found.tested,
        "changes": [
            {
                "metric": change.metric.key,
                "unit": change.unit,
                "key": dict(change.key),
                **comparison_as_json(change.tested, change.metric),
                "sentence": sentence(change),
            }
            for change in found.changes
        ],
        "warnings": list(found.warnings),
    }
