"""The rules of a workspace: which group is kept for how many days."""

from rapport.accounts.public import Workspace, record_action
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.retention.groups import GROUPS, kinds_of

SHORTEST_DAYS, LONGEST_DAYS = 7, 36500


def list_rules(workspace: Workspace) -> dict[str, int | None]:
    """Return for each group after how many days it is deleted; None = kept."""
    from rapport.record.retention.models import Rule

    days = dict(Rule.objects.filter(workspace_id=workspace.id).values_list("group", "days"))
    return {group: days.get(group) for group in GROUPS}


def set_rule(workspace: Workspace, group: str, days: int | None) -> None:
    """Keep a group for so many days, or (None) for good; raise UserError when that is too short to be meant."""
    from django.db import transaction

    from rapport.record.retention.models import Rule

    kinds_of(group)
    if days is not None and not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise UserError(
            Notice(
                "%(days)s days do not do here. Keep interactions for %(low)s to %(high)s days.",
                days=days,
                low=SHORTEST_DAYS,
                high=LONGEST_DAYS,
            )
        )
    before = list_rules(workspace)[group]
    if before == days:
        return
    with transaction.atomic():
        if days is None:
            Rule.objects.filter(workspace_id=workspace.id, group=group).delete()
        else:
            Rule.objects.update_or_create(workspace_id=workspace.id, group=group, defaults={"days": days})
        record_action(workspace, "retention.set", subject=group, details={"from": _shown(before), "to": _shown(days)})


def workspaces_with_rules() -> list[str]:
    """Return the slugs of the workspaces in which something is to be deleted at all."""
    from rapport.record.retention.models import Rule

    return sorted(set(Rule.objects.values_list("workspace__slug", flat=True)))


def _shown(days: int | None) -> str:
    return "kept" if days is None else f"{days} days"
