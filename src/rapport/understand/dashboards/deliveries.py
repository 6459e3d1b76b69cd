"""When and to whom dashboards are sent, and what has become of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from rapport.accounts.public import Workspace, list_members, list_workspaces, record_action
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.understand.dashboards import models
from rapport.understand.dashboards.dashboard import Delivery
from rapport.understand.dashboards.queries import get_dashboard
from rapport.understand.dashboards.rhythm import Every, Rhythm

LATEST = timedelta(hours=20)
"""A mail that could not be sent for so long, since nothing ran, is left out: the next one tells the same, newer."""
MOST_TRIES = 4
TRY_AGAIN_AFTER = timedelta(minutes=10)


def get_delivery(workspace: Workspace, dashboard_id: int) -> Delivery | None:
    """Return when a dashboard is sent; None where nobody has ever set it up."""
    get_dashboard(workspace, dashboard_id)
    row = models.Delivery.objects.filter(dashboard_id=dashboard_id).prefetch_related("recipients").first()
    return _from_row(row, workspace) if row else None


def set_delivery(workspace: Workspace, dashboard_id: int, *, is_on: bool, rhythm: Rhythm, user_ids: Sequence[int]) -> Delivery:
    """Say when a dashboard is sent and to which members; raise UserError where it would be sent to nobody.

    The first mail is sent at the next due moment, not at the one before.
    """
    dashboard = get_dashboard(workspace, dashboard_id)
    members = {each.member.user_id for each in list_members(workspace)}
    recipients = [user_id for user_id in dict.fromkeys(user_ids) if user_id in members]
    if is_on and not recipients:
        raise UserError(Notice("Choose at least one member who gets the dashboard."))
    with transaction.atomic():
        row, _ = models.Delivery.objects.update_or_create(
            dashboard_id=dashboard.id,
            defaults={
                "workspace_id": workspace.id,
                "is_on": is_on,
                "rhythm": rhythm.every.value,
                "weekday": rhythm.weekday,
                "day": rhythm.day,
                "hour": rhythm.hour,
                "sent_for": now(),
                "problem": "",
                "tries": 0,
            },
        )
        row.recipients.exclude(user_id__in=recipients).delete()
        for user_id in recipients:
            models.Recipient.objects.get_or_create(delivery=row, user_id=user_id)
        record_action(workspace, "dashboard.deliver", subject=str(dashboard.id), details={"on": is_on, "to": recipients})
    found = get_delivery(workspace, dashboard_id)
    assert found is not None  # just written
    return found


def leave(recipient_id: int) -> None:
    """Take a member off the recipients; nothing happens where they are off already."""
    models.Recipient.objects.filter(pk=recipient_id).delete()


def claim_due() -> list[int]:
    """Return the deliveries to send now, each to one caller only: due ones, and those that failed a while ago."""
    zones = {workspace.id: workspace.zone for workspace in list_workspaces()}
    moment = now()
    rows = models.Delivery.objects.filter(is_on=True, workspace_id__in=zones)
    return [row.pk for row in rows if _claim(row, _due(row, zones[row.workspace_id], moment), moment)]


def _due(row: models.Delivery, zone: str, moment: datetime) -> datetime | None:
    """Return the due moment to send for; None where there is nothing to do."""
    latest = _rhythm(row).latest(moment, zone)
    if latest > row.sent_for:
        return latest if moment - latest < LATEST else None
    failed = row.problem and row.tries < MOST_TRIES and row.tried_at and moment - row.tried_at >= TRY_AGAIN_AFTER
    return row.sent_for if failed else None


def _claim(row: models.Delivery, due: datetime | None, moment: datetime) -> bool:
    """Take a delivery up; whoever changes the row first has it."""
    if due is None:
        return False
    is_new = due != row.sent_for
    unchanged = Q(pk=row.pk, sent_for=row.sent_for, tries=row.tries)
    tries = 1 if is_new else F("tries") + 1
    taken = models.Delivery.objects.filter(unchanged).update(sent_for=due, tries=tries, tried_at=moment, problem="")
    return bool(taken)


def record_sent(delivery_id: int) -> None:
    models.Delivery.objects.filter(pk=delivery_id).update(sent_at=now(), problem="")


def record_problem(delivery_id: int, problem: str) -> None:
    """Remember why a mail could not be sent; the page says it, and it is tried again."""
    models.Delivery.objects.filter(pk=delivery_id).update(problem=problem)


def _rhythm(row: models.Delivery) -> Rhythm:
    return Rhythm(Every(row.rhythm), hour=row.hour, weekday=row.weekday, day=row.day)


def _from_row(row: models.Delivery, workspace: Workspace) -> Delivery:
    rhythm = _rhythm(row)
    return Delivery(
        dashboard_id=row.dashboard_id,
        is_on=row.is_on,
        rhythm=rhythm,
        user_ids=tuple(sorted(recipient.user_id for recipient in row.recipients.all())),
        due_at=rhythm.next(now(), workspace.zone) if row.is_on else None,
        sent_at=row.sent_at,
        problem=row.problem,
    )
