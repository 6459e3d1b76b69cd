"""Who may do what. Needs no Django."""

from dataclasses import dataclass
from enum import Enum


class Permission(Enum):
    """What a page or an action asks for; the text says it to people."""

    SEE_FIGURES = "see figures"
    SEE_PEOPLE = "see people"
    ACT_ON_PEOPLE = "act on people"
    EXPORT = "export"
    ERASE = "erase people"
    EDIT_VIEWS = "edit views"
    MANAGE_SOURCES = "manage sources"
    MANAGE_SETTINGS = "manage settings"
    MANAGE_MEMBERS = "manage members"
    MANAGE_KEYS = "manage API keys"
    SEE_AUDIT = "see the audit log"


class Role(Enum):
    """What a member of a workspace is. Each may do all that the next may, see `ROLE_PERMISSIONS`."""

    OWNER = "owner"
    ADMIN = "admin"
    ANALYST = "analyst"
    AGENT = "agent"
    VIEWER = "viewer"


_VIEWER = frozenset({Permission.SEE_FIGURES})
_AGENT = _VIEWER | {Permission.SEE_PEOPLE, Permission.ACT_ON_PEOPLE}
_ANALYST = _AGENT | {Permission.EXPORT, Permission.EDIT_VIEWS, Permission.MANAGE_SOURCES}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.AGENT: _AGENT,
    Role.ANALYST: _ANALYST,
    # An admin has every permission; what only an owner may do (make, change and remove owners) is a question of whom, see
    # `may_change_role`.
    Role.ADMIN: frozenset(Permission),
    Role.OWNER: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A user in one workspace."""

    id: int
    user_id: int
    name: str
    email: str
    role: Role
    language: str = ""

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLE_PERMISSIONS[self.role]

    def may(self, permission: Permission) -> bool:
        """Whether the member's role includes the permission."""
        return permission in self.permissions

    @property
    def label(self) -> str:
        """What people read: the name, or else the address."""
        return self.name or self.email


def may_change_role(by: Member, *, before: Role | None, after: Role | None) -> bool:
    """Whether `by` may turn a member's role from `before` (None = not yet one) into `after` (None = no longer one)."""
    if not by.may(Permission.MANAGE_MEMBERS):
        return False
    return by.role is Role.OWNER or Role.OWNER not in (before, after)
