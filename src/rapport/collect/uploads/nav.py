"""The sidebar's entry for sources."""

from django.utils.translation import gettext_lazy

from rapport.ui.nav import NavItem

ITEMS = (
    NavItem(
        key="sources",
        label=gettext_lazy("Sources"),
        icon="database-import",
        url_name="sources",
        order=60,
        permission="MANAGE_SOURCES",
    ),
)
