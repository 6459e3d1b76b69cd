"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (NavItem(key="stream", label=_("Stream"), icon="activity", url_name="stream", order=50, permission="SEE_PEOPLE"),)
