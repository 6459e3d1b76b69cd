"""What can be told to be wrong with a question before the store is asked."""

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.names import FILTER_NAMES, unknown_name
from rapport.understand.metrics.question import Against, Question

_NEEDED = {
    "margin": (Notice("margin"), "rapport workspace set margin 0.3"),
    "cost_per_contact": (Notice("cost of a contact"), "rapport workspace set cost_per_contact 4.50"),
}
_COSTS = ("cost_per_contact", "cost_per_hour")


def check_question(question: Question, metric: Metric, workspace: Workspace) -> None:
    """Raise UserError that says what to do instead."""
    _check_settings(metric, workspace)
    _check_breakdown(question, metric)
    if question.is_weighted and not metric.can_weight:
        able = ", ".join(key for key, other in METRICS.items() if other.can_weight)
        raise UserError(
            Notice(
                "%(metric)s cannot be weighted: weights belong to survey answers. These can: %(able)s.",
                metric=Notice(metric.title),
                able=able,
            )
        )
    if question.comparison is Against.REST and not question.breakdown:
        raise UserError(Notice("To compare groups with the rest, say which groups.", terminal="Give --by."))
    if question.comparison is Against.REST and not metric.measure.is_additive:
        raise UserError(
            Notice(
                "%(metric)s of a group cannot be compared with the rest. Compare periods.",
                terminal="Write --compare previous.",
                metric=Notice(metric.title),
            )
        )


def _check_settings(metric: Metric, workspace: Workspace) -> None:
    for setting in settings_missing(metric, workspace):
        needed = Notice(
            "%(metric)s needs the setting %(setting)s. Set it in the settings.",
            metric=Notice(metric.title),
            setting=_NEEDED[setting][0],
            terminal=f"Or: {_NEEDED[setting][1]}",
        )
        raise UserError(needed)


def settings_missing(metric: Metric, workspace: Workspace) -> list[str]:
    """Return the settings that a metric needs and the workspace lacks. One of both costs is enough."""
    has_costs = any(getattr(workspace, cost) is not None for cost in _COSTS)
    return [s for s in metric.needs if not (has_costs if s in _COSTS else getattr(workspace, s) is not None)]


def _check_breakdown(question: Question, metric: Metric) -> None:
    if len(set(question.breakdown)) < len(question.breakdown):
        raise UserError(Notice("A name stands twice in the breakdown.", terminal="See --by."))
    for name in question.breakdown:
        if name in FILTER_NAMES and name not in metric.dimensions:
            raise unknown_name(name, metric.dimensions)
