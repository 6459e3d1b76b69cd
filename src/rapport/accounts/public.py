"""The door to workspaces, their settings and the audit log. The dataclasses need no Django; the functions do."""

from rapport.accounts.actions import change_setting, create_workspace, delete_workspace, describe_simulation, record_action
from rapport.accounts.actor import acting_as, cli_actor, current_actor
from rapport.accounts.currencies import from_minor, minor_digits, to_minor
from rapport.accounts.queries import AuditEntry, audit_log, get_workspace, list_workspaces
from rapport.accounts.settings import SETTINGS as WORKSPACE_SETTINGS
from rapport.accounts.settings import WorkspaceSetting
from rapport.accounts.workspace import DEFAULT_SLUG, OFFICE_HOURS, BusinessInterval, Workspace

__all__ = [
    "DEFAULT_SLUG",
    "OFFICE_HOURS",
    "WORKSPACE_SETTINGS",
    "AuditEntry",
    "BusinessInterval",
    "Workspace",
    "WorkspaceSetting",
    "acting_as",
    "audit_log",
    "change_setting",
    "cli_actor",
    "create_workspace",
    "current_actor",
    "delete_workspace",
    "describe_simulation",
    "from_minor",
    "get_workspace",
    "list_workspaces",
    "minor_digits",
    "record_action",
    "to_minor",
]
