"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="people", label=_("People"), icon="users", url_name="people", order=30, permission="SEE_PEOPLE"),)
