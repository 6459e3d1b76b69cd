"""A dashboard as a PDF in the language that is active."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.core.clock import now
from rapport.record.store.public import Store
from rapport.ui.formatting.moments import write_moment
from rapport.understand.dashboards.contents import contents_of
from rapport.understand.dashboards.dashboard import Dashboard
from rapport.understand.dashboards.report.document import Head, report_of


def dashboard_as_pdf(workspace: Workspace, store: Store, dashboard: Dashboard, *, period: str | None = None) -> bytes:
    """Return the report.

    Parameters
    ----------
    period : a part of an address instead of the dashboard's own; empty keeps the views' periods.
    """
    made = _("Made on %(moment)s (%(zone)s)") % {"moment": write_moment(now()), "zone": workspace.zone}
    simulated = _("simulated data") if workspace.is_simulated else ""
    head = Head(
        title=dashboard.name,
        about=" · ".join(filter(None, (workspace.name, dashboard.description))),
        foot=" · ".join(filter(None, (made, simulated))),
    )
    return report_of(head, contents_of(workspace, store, dashboard, period=period))


def report_name(dashboard: Dashboard) -> str:
    """Return the file name: of the dashboard, where its name can be written in Latin letters."""
    return f"{slugify(dashboard.name) or f'dashboard-{dashboard.id}'}.pdf"
