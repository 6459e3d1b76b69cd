"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="explore", label=_("Explore"), icon="chart-dots-2", url_name="explore", order=20, permission="SEE_FIGURES"),)
