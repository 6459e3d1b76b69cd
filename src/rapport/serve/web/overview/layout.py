"""Which figures stand on the overview: those that the workspace chose, or those that suit its data."""

from collections.abc import Sequence

from rapport.accounts.public import Workspace, current_actor, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.serve.web.overview import models
from rapport.understand.metrics.pages.summary import has_one_figure
from rapport.understand.metrics.public import METRICS, StoreFacts, settings_missing

USUAL = (
    "nps", "csat", "ces2", "mean_rating", "active_people", "revenue", "repeat_purchase_rate", "subscription_retention",
    "first_response_time", "backlog", "refund_rate", "conversations_opened", "orders", "response_count", "ces1", "interactions",
)  # fmt: skip
"""What is looked at first in this field, in that order; the first eight that have data are shown."""
MOST_USUAL = 8
MOST = 16


def chosen_metrics(workspace: Workspace) -> tuple[str, ...]:
    """Return the metrics that the workspace chose; none where it never did. What is no longer known is left out."""
    row = models.Layout.objects.filter(workspace_id=workspace.id).first()
    return tuple(key for key in row.metrics if key in METRICS) if row else ()


def shown_metrics(workspace: Workspace, facts: StoreFacts) -> tuple[str, ...]:
    """Return the metrics to show: the chosen ones, or the usual ones that have data."""
    return chosen_metrics(workspace) or usual_metrics(workspace, facts)


def usual_metrics(workspace: Workspace, facts: StoreFacts) -> tuple[str, ...]:
    """Return the first eight of the usual metrics that have data and every setting that they need."""
    fit = [key for key in USUAL if facts.has(key) and not settings_missing(METRICS[key], workspace)]
    return tuple(fit[:MOST_USUAL])


def offered_metrics(shown: Sequence[str], facts: StoreFacts) -> tuple[str, ...]:
    """Return the metrics that can be added: those with one figure, data first."""
    fit = [key for key, metric in METRICS.items() if key not in shown and has_one_figure(metric)]
    return tuple(sorted(fit, key=lambda key: (not facts.has(key), METRICS[key].title)))


def choose_metrics(workspace: Workspace, keys: Sequence[str]) -> tuple[str, ...]:
    """Keep which metrics to show, in order; none brings back the usual ones. Unknown keys raise UserError."""
    chosen = tuple(dict.fromkeys(METRICS[key].key for key in keys))
    if len(chosen) > MOST:
        raise UserError(Notice("The overview has room for %(most)s figures. Take one away first.", most=MOST))
    if chosen:
        said = {"metrics": list(chosen), "changed_at": now(), "changed_by": current_actor()}
        models.Layout.objects.update_or_create(workspace_id=workspace.id, defaults=said)
    else:
        models.Layout.objects.filter(workspace_id=workspace.id).delete()
    record_action(workspace, "overview.choose", details={"metrics": list(chosen)})
    return chosen
