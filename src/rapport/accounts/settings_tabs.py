"""The settings that belong to accounts."""

from django.utils.translation import gettext_lazy as _

from rapport.accounts.roles import Permission
from rapport.accounts.tabs import SettingsTab

ITEMS = (
    SettingsTab("account", _("Your account"), "account", 10, Permission.SEE_FIGURES),
    SettingsTab("workspace", _("Workspace"), "settings-workspace", 20, Permission.MANAGE_SETTINGS),
    SettingsTab("members", _("Members"), "settings-members", 30, Permission.MANAGE_MEMBERS),
    SettingsTab("keys", _("API keys"), "settings-keys", 40, Permission.MANAGE_KEYS),
    SettingsTab("audit", _("Audit log"), "settings-audit", 60, Permission.SEE_AUDIT),
)
