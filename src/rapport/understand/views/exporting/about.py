"""What a file says of itself: what was asked, when, of whom, and what to know before believing it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.understand.segments.public import list_segments
from rapport.understand.views.exploration import Exploration, heading_of
from rapport.understand.views.result.labels import period_label
from rapport.understand.views.result.result import Result


def about(workspace: Workspace, exploration: Exploration, result: Result) -> Sequence[tuple[str, str]]:
    """Return pairs of a name and a text."""
    metric, view, answer = exploration.metric, exploration.view_filter, result.answer
    segments = {segment.key: segment.name for segment in list_segments(workspace)}
    pairs = [
        (_("Figure"), heading_of(exploration)),
        (_("Definition"), _(metric.definition)),
        (_("Interval"), _(metric.interval)),
        (_("Period"), period_label(answer.period, answer.zone)),
        (_("Segment"), segments.get(view.segment, "")),
        (_("Channel"), view.channel),
        (_("Filter"), view.where),
        *((_("Caveat"), _(caveat)) for caveat in metric.caveats),
        *((_("Note"), warning) for warning in answer.warnings),
    ]
    return [(name, text) for name, text in pairs if text]
