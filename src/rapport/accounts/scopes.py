"""What an API key may be allowed to do. Needs no Django."""

from dataclasses import dataclass

from rapport.accounts.roles import Permission


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a key may be allowed.

    Parameters
    ----------
    key : as requests and documents name it.
    meaning : for the person who makes a key.
    permission : what that person must be allowed to do themselves.
    """

    key: str
    meaning: str
    permission: Permission


SCOPES: tuple[Scope, ...] = (
    Scope("read:figures", "Ask for figures, see definitions, views and dashboards", Permission.SEE_FIGURES),
    Scope("read:people", "Find people and read their interactions", Permission.SEE_PEOPLE),
    Scope("write:interactions", "Add interactions", Permission.MANAGE_SOURCES),
    Scope("act:people", "Merge people; write notes, tags and consents", Permission.ACT_ON_PEOPLE),
    Scope("export:people", "Export people and their data", Permission.EXPORT),
    Scope("erase:people", "Erase people", Permission.ERASE),
    Scope("edit:views", "Save views, dashboards, segments and annotations", Permission.EDIT_VIEWS),
    Scope("manage:imports", "Run imports, and read and replay what was rejected", Permission.MANAGE_SOURCES),
    Scope("manage:settings", "Change the settings of the workspace", Permission.MANAGE_SETTINGS),
    Scope("manage:members", "Invite members, change their roles, remove them", Permission.MANAGE_MEMBERS),
    Scope("manage:keys", "List and revoke API keys", Permission.MANAGE_KEYS),
    Scope("read:audit", "Read the audit log", Permission.SEE_AUDIT),
)

SCOPE_KEYS = frozenset(scope.key for scope in SCOPES)
USUAL_REQUESTS_PER_MINUTE, MOST_REQUESTS_PER_MINUTE = 600, 100_000
