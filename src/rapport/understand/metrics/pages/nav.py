"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="metrics", label=_("Metrics"), icon="chart-dots", url_name="metrics", order=20, permission="SEE_FIGURES"),)
