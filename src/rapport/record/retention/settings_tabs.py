"""The tab of the settings."""

from django.utils.translation import gettext_lazy as _

from rapport.accounts.public import Permission, SettingsTab

ITEMS = (SettingsTab("privacy", _("Privacy"), "settings-privacy", 50, Permission.MANAGE_SETTINGS),)
