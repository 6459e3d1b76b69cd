"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (
    NavItem(
        key="dashboards",
        label=_("Dashboards"),
        icon="layout-dashboard",
        url_name="dashboards",
        order=25,
        permission="SEE_FIGURES",
    ),
)
