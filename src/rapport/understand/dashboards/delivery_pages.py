"""A dashboard as a PDF: downloaded, sent now, or sent again and again."""

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest, audit, list_members, page
from rapport.core.errors import UserError
from rapport.record.store.public import current_store
from rapport.ui.saying import say_error
from rapport.understand.dashboards.addressed import address_of, dashboard_or_404
from rapport.understand.dashboards.contents import period_of
from rapport.understand.dashboards.dashboard import Dashboard
from rapport.understand.dashboards.deliveries import get_delivery, set_delivery
from rapport.understand.dashboards.jobs import send_to_member
from rapport.understand.dashboards.reporting import dashboard_as_pdf, report_name
from rapport.understand.dashboards.rhythm import Every, Rhythm


@page(Permission.EXPORT)
def download(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """The dashboard as a PDF, for the period that the address asks for."""
    shown = dashboard_or_404(request, dashboard_id)
    store = current_store(request.workspace.slug)
    report = dashboard_as_pdf(request.workspace, store, shown, period=period_of(request.GET, shown))
    audit(request, "dashboard.export", str(shown.id), form="pdf", name=shown.name)
    response = HttpResponse(report, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(report_name(shown))}"
    return response


@page(Permission.SEE_FIGURES, methods=("POST",))
def send_now(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Send the dashboard to whoever asks."""
    shown = dashboard_or_404(request, dashboard_id)
    if settings.EMAIL_IS_CONFIGURED:
        send_to_member.enqueue(request.workspace.slug, shown.id, request.member.user_id)
        audit(request, "dashboard.send", str(shown.id), name=shown.name)
        messages.success(request, _("It is on its way to %(email)s.") % {"email": request.member.email})
    else:
        messages.error(request, no_mail_server())
    return _back(shown)


class DeliveryForm(forms.Form):
    """When a dashboard is sent, and to whom."""

    is_on = forms.BooleanField(required=False)
    every = forms.ChoiceField(choices=[(each.value, each.value) for each in Every])
    hour = forms.IntegerField(min_value=0, max_value=23)
    weekday = forms.IntegerField(min_value=0, max_value=6, required=False)
    day = forms.IntegerField(min_value=1, max_value=31, required=False)

    def rhythm(self) -> Rhythm:
        said = self.cleaned_data
        return Rhythm(Every(said["every"]), hour=said["hour"], weekday=said["weekday"] or 0, day=said["day"] or 1)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def change_delivery(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Say when the dashboard is sent."""
    shown = dashboard_or_404(request, dashboard_id)
    form = DeliveryForm(request.POST)
    recipients = [int(number) for number in request.POST.getlist("to") if number.isdecimal() and len(number) < 18]
    if not form.is_valid():
        messages.error(request, _("Choose how often and at which hour the dashboard is sent."))
        return _back(shown)
    try:
        is_on = form.cleaned_data["is_on"]
        set_delivery(request.workspace, shown.id, is_on=is_on, rhythm=form.rhythm(), user_ids=recipients)
    except UserError as error:
        messages.error(request, say_error(error))
    else:
        messages.success(request, _("The dashboard is sent as you said.") if is_on else _("The dashboard is not sent any more."))
    return _back(shown)


def delivery_context(request: WorkspaceRequest, shown: Dashboard) -> dict[str, object]:
    """Return what the form of a delivery shows."""
    delivery = get_delivery(request.workspace, shown.id)
    chosen = delivery.user_ids if delivery else (request.member.user_id,)
    may_edit = request.may(Permission.EDIT_VIEWS)
    members = [each.member for each in list_members(request.workspace)] if may_edit else []
    return {
        "delivery": delivery,
        "rhythm": delivery.rhythm if delivery else Rhythm(Every.WEEK, hour=8),
        "members": [(member, member.user_id in chosen) for member in members],
        "weekdays": list(WEEKDAYS.items()),
        "hours": [(hour, f"{hour:02}:00") for hour in range(24)],
        "days": list(range(1, 32)),
        "has_mail": settings.EMAIL_IS_CONFIGURED,
        "no_mail": no_mail_server(),
    }


def no_mail_server() -> str:
    return _("No mail server is set up, so nothing can be sent. An administrator sets EMAIL_URL.")


def _back(shown: Dashboard) -> HttpResponse:
    return redirect(address_of(shown))
