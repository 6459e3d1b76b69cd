"""Sends dashboards by e-mail: the report, a link to the page, and a link to get no more of them."""

import logging
from collections.abc import Callable
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rapport.accounts.public import Member, Permission, Workspace, list_members, list_workspaces
from rapport.core.errors import RapportError, UserError
from rapport.core.notice import Notice
from rapport.record.store.public import current_store
from rapport.understand.dashboards import models
from rapport.understand.dashboards.dashboard import Dashboard
from rapport.understand.dashboards.deliveries import record_problem, record_sent
from rapport.understand.dashboards.queries import get_dashboard
from rapport.understand.dashboards.reporting import dashboard_as_pdf, report_name

log = logging.getLogger(__name__)
_SALT = "rapport.dashboards.unsubscribe"


def send_delivery(delivery_id: int) -> None:
    """Send a dashboard to those of its recipients who have not had it yet, in the language of each.

    A failure is remembered, so that the page says it and the next tick tries again.
    """
    row = models.Delivery.objects.filter(pk=delivery_id).first()
    workspace = next((each for each in list_workspaces() if row and each.id == row.workspace_id), None)
    if row is None or workspace is None:
        return
    waiting = {r.user_id: r for r in row.recipients.all() if r.sent_for != row.sent_for}
    members = [m for m in _who_may_see(workspace) if m.user_id in waiting]
    try:
        for member, send in _prepared(workspace, get_dashboard(workspace, row.dashboard_id), members):
            recipient = waiting[member.user_id]
            send(unsubscribe_path(recipient.pk))
            models.Recipient.objects.filter(pk=recipient.pk).update(sent_for=row.sent_for)
    except (OSError, RapportError) as error:  # smtplib's errors are OSErrors
        log.error("a dashboard could not be sent", extra={"dashboard": row.dashboard_id, "reason": type(error).__name__})
        record_problem(delivery_id, _problem(error))
        return
    record_sent(delivery_id)


def send_once(workspace: Workspace, dashboard_id: int, user_id: int) -> None:
    """Send a dashboard to one member now, who asked for it."""
    members = [member for member in _who_may_see(workspace) if member.user_id == user_id]
    for _member, send in _prepared(workspace, get_dashboard(workspace, dashboard_id), members):
        send("")


def _who_may_see(workspace: Workspace) -> list[Member]:
    """Whoever is no member any more gets nothing, whatever the list of recipients says."""
    return [each.member for each in list_members(workspace) if each.member.may(Permission.SEE_FIGURES)]


Send = Callable[[str], None]
"""Sends the prepared mail; takes the path of the page on which it can be unsubscribed from, empty without."""


def _prepared(workspace: Workspace, dashboard: Dashboard, members: list[Member]) -> list[tuple[Member, Send]]:
    """Make the report once in each language, and return how each member is sent theirs."""
    by_language = sorted(members, key=_language)
    prepared: list[tuple[Member, Send]] = []
    for language, group in groupby(by_language, key=_language):
        with translation.override(language), timezone.override(ZoneInfo(workspace.zone)):
            report = dashboard_as_pdf(workspace, current_store(workspace.slug), dashboard)
        prepared += [(member, _sender(workspace, dashboard, member, report)) for member in group]
    return prepared


def _language(member: Member) -> str:
    return member.language or settings.LANGUAGE_CODE


def _sender(workspace: Workspace, dashboard: Dashboard, member: Member, report: bytes) -> Send:
    def send(unsubscribe: str) -> None:
        with translation.override(_language(member)), timezone.override(ZoneInfo(workspace.zone)):
            _message(workspace, dashboard, member, report, unsubscribe=unsubscribe).send()

    return send


def _message(
    workspace: Workspace, dashboard: Dashboard, member: Member, report: bytes, *, unsubscribe: str
) -> EmailMultiAlternatives:
    page = reverse("dashboard", kwargs={"workspace": workspace.slug, "dashboard_id": dashboard.id})
    context = {
        "workspace": workspace,
        "dashboard": dashboard,
        "member": member,
        "page": _absolute(page),
        "unsubscribe": _absolute(unsubscribe),
    }
    # A name may hold anything; a subject is one line.
    subject = " ".join((_("%(dashboard)s · %(workspace)s") % {"dashboard": dashboard.name, "workspace": workspace.name}).split())
    headers = {}
    if context["unsubscribe"]:
        headers = {"List-Unsubscribe": f"<{context['unsubscribe']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        subject, render_to_string("dashboards/mail/report.txt", context), to=[member.email], headers=headers
    )
    message.attach_alternative(render_to_string("dashboards/mail/report.html", context), "text/html")
    message.attach(report_name(dashboard), report, "application/pdf")
    return message


def _absolute(path: str) -> str:
    """Return an address that works outside the browser; empty where nobody said under which the pages are reached."""
    base: str = settings.ADDRESS.url
    return f"{base}{path}" if base and path else ""


def unsubscribe_path(recipient_id: int) -> str:
    """Return the path on which a recipient can leave, without signing in."""
    return reverse("dashboard-unsubscribe", kwargs={"token": signing.dumps(recipient_id, salt=_SALT)})


def recipient_of(token: str) -> int:
    """Return the recipient that a token names; raise UserError where it is none of ours."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise UserError(Notice("This link is not complete. Copy all of it from the e-mail.")) from error


def _problem(error: Exception) -> str:
    if isinstance(error, RapportError):
        return str(error)
    return f"The mail server did not take it ({type(error).__name__}). Check EMAIL_URL."
