"""The door to workspaces, their settings and the audit log, members and what they may do.

The dataclasses need no Django; the functions do. What most commands do without is imported when it is asked for.
"""

import importlib
from typing import TYPE_CHECKING

from rapport.accounts.actions import (
    change_setting,
    create_workspace,
    delete_workspace,
    describe_simulation,
)
from rapport.accounts.actor import acting_as, cli_actor, current_actor
from rapport.accounts.audit_writing import record_action, record_sight
from rapport.accounts.currencies import from_minor, minor_digits, to_minor
from rapport.accounts.queries import AuditEntry, audit_log, get_workspace, list_workspaces
from rapport.accounts.roles import ROLE_PERMISSIONS, Member, Permission, Role
from rapport.accounts.settings import SETTINGS as WORKSPACE_SETTINGS
from rapport.accounts.settings import WorkspaceSetting
from rapport.accounts.sights import SIGHTS
from rapport.accounts.workspace import DEFAULT_SLUG, OFFICE_HOURS, BusinessInterval, Workspace

if TYPE_CHECKING:
    from rapport.accounts.access import WorkspaceRequest, page
    from rapport.accounts.api_keys import (
        ApiAccess,
        ApiKey,
        authenticate_key,
        create_api_key,
        idle_keys,
        key_document,
        key_with_token,
        list_api_keys,
        replace_api_key,
        revoke_api_key,
    )
    from rapport.accounts.audit_reading import AuditFilter, find_entries
    from rapport.accounts.audit_words import CHOICE_NAMES
    from rapport.accounts.audited_request import AuditedRequest, audit, audit_sight
    from rapport.accounts.first_run import ensure_demo_owner, needs_setup
    from rapport.accounts.invitations import Invitation, invite, list_invitations, withdraw_invitation
    from rapport.accounts.landing import first_path, landing_path
    from rapport.accounts.mail import send_invitation
    from rapport.accounts.members import (
        ListedMember,
        add_member,
        change_role,
        find_member,
        list_members,
        remove_member,
        workspaces_of,
    )
    from rapport.accounts.network import network_of
    from rapport.accounts.scopes import SCOPES, Scope
    from rapport.accounts.second_factors import owners_without_second_factor
    from rapport.accounts.sign_in_links import make_sign_in_link, one_time_sign_in
    from rapport.accounts.tabs import SettingsTab

_LATE = {
    "access": (
        "WorkspaceRequest",
        "page",
    ),
    "api_keys": (
        "ApiAccess",
        "ApiKey",
        "authenticate_key",
        "create_api_key",
        "idle_keys",
        "key_document",
        "key_with_token",
        "list_api_keys",
        "replace_api_key",
        "revoke_api_key",
    ),
    "audit_reading": (
        "AuditFilter",
        "find_entries",
    ),
    "audit_words": ("CHOICE_NAMES",),
    "audited_request": (
        "AuditedRequest",
        "audit",
        "audit_sight",
    ),
    "first_run": (
        "ensure_demo_owner",
        "needs_setup",
    ),
    "invitations": (
        "Invitation",
        "invite",
        "list_invitations",
        "withdraw_invitation",
    ),
    "landing": (
        "first_path",
        "landing_path",
    ),
    "mail": ("send_invitation",),
    "members": (
        "ListedMember",
        "add_member",
        "change_role",
        "find_member",
        "list_members",
        "remove_member",
        "workspaces_of",
    ),
    "network": ("network_of",),
    "scopes": (
        "SCOPES",
        "Scope",
    ),
    "second_factors": ("owners_without_second_factor",),
    "sign_in_links": (
        "make_sign_in_link",
        "one_time_sign_in",
    ),
    "tabs": ("SettingsTab",),
}
_MODULES = {name: module for module, names in _LATE.items() for name in names}

__all__ = [
    "CHOICE_NAMES",
    "DEFAULT_SLUG",
    "OFFICE_HOURS",
    "ROLE_PERMISSIONS",
    "SCOPES",
    "SIGHTS",
    "WORKSPACE_SETTINGS",
    "ApiAccess",
    "ApiKey",
    "AuditEntry",
    "AuditFilter",
    "AuditedRequest",
    "BusinessInterval",
    "Invitation",
    "ListedMember",
    "Member",
    "Permission",
    "Role",
    "Scope",
    "SettingsTab",
    "Workspace",
    "WorkspaceRequest",
    "WorkspaceSetting",
    "acting_as",
    "add_member",
    "audit",
    "audit_log",
    "audit_sight",
    "authenticate_key",
    "change_role",
    "change_setting",
    "cli_actor",
    "create_api_key",
    "create_workspace",
    "current_actor",
    "delete_workspace",
    "describe_simulation",
    "ensure_demo_owner",
    "find_entries",
    "find_member",
    "first_path",
    "from_minor",
    "get_workspace",
    "idle_keys",
    "invite",
    "key_document",
    "key_with_token",
    "landing_path",
    "list_api_keys",
    "list_invitations",
    "list_members",
    "list_workspaces",
    "make_sign_in_link",
    "minor_digits",
    "needs_setup",
    "network_of",
    "one_time_sign_in",
    "owners_without_second_factor",
    "page",
    "record_action",
    "record_sight",
    "remove_member",
    "replace_api_key",
    "revoke_api_key",
    "send_invitation",
    "to_minor",
    "withdraw_invitation",
    "workspaces_of",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(name)
    value = globals()[name] = getattr(importlib.import_module(f"rapport.accounts.{_MODULES[name]}"), name)
    return value
