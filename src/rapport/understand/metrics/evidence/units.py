"""What each of n brings, in the unit that people read."""

from rapport.accounts.public import Workspace, minor_digits
from rapport.understand.metrics.metric import Metric, Unit


def unit_factor(metric: Metric, workspace: Workspace, currency: object) -> float:
    """Return what turns the unit of the sums into the shown one; `currency` of money, None for the workspace's."""
    if metric.unit is not Unit.MONEY:
        return metric.factor(workspace)
    return metric.factor(workspace) / float(10 ** minor_digits(str(currency or workspace.currency)))
