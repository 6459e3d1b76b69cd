"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="overview", label=_("Overview"), icon="home", url_name="overview", order=0, permission="SEE_FIGURES"),)
