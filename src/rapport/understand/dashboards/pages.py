"""The pages of dashboards: a list, one dashboard, and what is done to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.record.store.public import current_store
from rapport.ui.saying import say_error
from rapport.understand.dashboards.actions import (
    add_dashboard,
    change_dashboard,
    delete_dashboard,
    duplicate_dashboard,
    set_period,
)
from rapport.understand.dashboards.addressed import address_of, dashboard_or_404
from rapport.understand.dashboards.contents import OWN, period_of
from rapport.understand.dashboards.dashboard import Dashboard, DashboardDraft
from rapport.understand.dashboards.delivery_pages import delivery_context
from rapport.understand.dashboards.filling import filled_at_once
from rapport.understand.dashboards.queries import list_dashboards
from rapport.understand.views.public import SavedView, Shape, list_views


@page(Permission.SEE_FIGURES)
def dashboards(request: WorkspaceRequest) -> HttpResponse:
    """The list."""
    context = {"dashboards": list_dashboards(request.workspace), "may_edit": request.may(Permission.EDIT_VIEWS)}
    return render(request, "dashboards/list.html", context)


@page(Permission.SEE_FIGURES)
def dashboard(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """One dashboard. Tiles that are not at hand are asked one by one. `?edit=1` arranges them, `?present=1` fills the screen."""
    shown = dashboard_or_404(request, dashboard_id)
    may_edit = request.may(Permission.EDIT_VIEWS)
    period = period_of(request.GET, shown)
    is_editing = may_edit and request.GET.get("edit") == "1"
    views = {view.id: view for view in list_views(request.workspace)}
    filled = filled_at_once(request.workspace, current_store(request.workspace.slug), shown, views=views, period=period)
    context = {
        "dashboard": shown,
        "tiles": [(tile, filled.get(tile.id)) for tile in shown.tiles],
        "shapes": _shapes(),
        "other_views": _not_on(shown, views.values()) if is_editing else [],
        "period": period,
        "periods": _periods(period),
        "is_custom": "from=" in period or "to=" in period,
        "is_other_period": period != shown.period,
        "is_editing": is_editing,
        "is_presenting": request.GET.get("present") == "1",
        "may_edit": may_edit,
        "may_export": request.may(Permission.EXPORT),
        **delivery_context(request, shown),
    }
    return render(request, "dashboards/dashboard.html", context)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def make_dashboard(request: WorkspaceRequest) -> HttpResponse:
    """Make a dashboard, and arrange it next."""
    try:
        made = add_dashboard(request.workspace, _draft(request))
    except UserError as error:
        messages.error(request, say_error(error))
        return redirect("dashboards", workspace=request.workspace.slug)
    return redirect(f"{address_of(made)}?edit=1")


@page(Permission.EDIT_VIEWS, methods=("POST",))
def edit_dashboard(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Give a dashboard another name or description."""
    before = dashboard_or_404(request, dashboard_id)
    try:
        change_dashboard(request.workspace, dashboard_id, _draft(request))
    except UserError as error:
        messages.error(request, say_error(error))
    return redirect(f"{address_of(before)}?edit=1")


@page(Permission.EDIT_VIEWS, methods=("POST",))
def copy_dashboard(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Duplicate a dashboard."""
    before = dashboard_or_404(request, dashboard_id)
    copy = duplicate_dashboard(request.workspace, dashboard_id, name=(_("%(name)s (copy)") % {"name": before.name})[:120])
    messages.success(request, _("This is your copy of “%(name)s”.") % {"name": before.name})
    return redirect(address_of(copy))


@page(Permission.EDIT_VIEWS, methods=("POST",))
def remove_dashboard(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Delete a dashboard."""
    before = dashboard_or_404(request, dashboard_id)
    delete_dashboard(request.workspace, dashboard_id)
    messages.success(request, _("The dashboard “%(name)s” was deleted.") % {"name": before.name})
    return redirect("dashboards", workspace=request.workspace.slug)


@page(Permission.EDIT_VIEWS, methods=("POST",))
def keep_period(request: WorkspaceRequest, dashboard_id: int) -> HttpResponse:
    """Let everybody see the dashboard for the period that the address asks for."""
    shown = dashboard_or_404(request, dashboard_id)
    set_period(request.workspace, dashboard_id, period_of(request.POST, shown))
    return redirect(address_of(shown))


def _draft(request: WorkspaceRequest) -> DashboardDraft:
    return DashboardDraft(request.POST.get("name", ""), request.POST.get("description", ""))


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    value: str
    label: str
    is_current: bool


def _periods(period: str) -> list[PeriodChoice]:
    labels = {
        OWN: _("As in each view"),
        "7d": _("7 days"),
        "30d": _("30 days"),
        "90d": _("90 days"),
        "12m": _("12 months"),
        "all": pgettext("period", "All"),
    }
    return [PeriodChoice(key, label, period == f"period={key}" or (key == OWN and not period)) for key, label in labels.items()]


def _shapes() -> list[tuple[str, str]]:
    return [
        (Shape.FIGURE.value, pgettext("shape", "Figure")),
        (Shape.LINES.value, _("Lines")),
        (Shape.BARS.value, _("Bars")),
        (Shape.GRID.value, _("Heat map")),
        (Shape.TABLE.value, _("Table")),
    ]


def _not_on(shown: Dashboard, views: Iterable[SavedView]) -> list[SavedView]:
    """Return the views to add, those that are not on the dashboard first."""
    on = {tile.view_id for tile in shown.tiles}
    return sorted(views, key=lambda view: view.id in on)
