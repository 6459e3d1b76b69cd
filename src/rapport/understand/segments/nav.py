"""The entry of the sidebar."""

from django.utils.translation import gettext_lazy as _

from rapport.ui.nav import NavItem

ITEMS = (
    NavItem(key="segments", label=_("Segments"), icon="users-group", url_name="segments", order=35, permission="SEE_FIGURES"),
)
