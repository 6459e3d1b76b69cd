"""What happens without anybody waiting: dashboards are sent when they are due, and when somebody asks for one."""

from datetime import timedelta

from django.conf import settings
from django_tasks import task

from rapport.accounts.public import get_workspace
from rapport.core.schedule import Tick
from rapport.understand.dashboards.deliveries import claim_due
from rapport.understand.dashboards.mails import send_delivery, send_once


@task()
def send_scheduled(delivery_id: int) -> None:
    """Send a dashboard to its recipients."""
    send_delivery(delivery_id)


@task()
def send_to_member(workspace: str, dashboard_id: int, user_id: int) -> None:
    """Send a dashboard to a member who asked for it."""
    send_once(get_workspace(workspace), dashboard_id, user_id)


def send_due() -> None:
    """Hand every due dashboard to a task. Without a mail server nothing is due."""
    if not settings.EMAIL_IS_CONFIGURED:
        return
    for delivery_id in claim_due():
        send_scheduled.enqueue(delivery_id)


TICKS = (Tick("dashboards.send_due", every=timedelta(minutes=1), run=send_due),)
