"""The entry of the sidebar that leads to the settings."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="settings", label=_("Settings"), icon="settings", url_name="settings", order=90, section="foot"),)
