"""What people read for roles, permissions and scopes, and for whoever acted."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.accounts.roles import Role

ROLE_NAMES: dict[Role, str | Promise] = {
    Role.OWNER: _("Owner"),
    Role.ADMIN: _("Admin"),
    Role.ANALYST: _("Analyst"),
    Role.AGENT: _("Agent"),
    Role.VIEWER: _("Viewer"),
}
ROLE_MEANINGS: dict[Role, str | Promise] = {
    Role.OWNER: _("Everything, and who else is an owner."),
    Role.ADMIN: _("Everything but owners: members, keys, settings, erasing people."),
    Role.ANALYST: _("Figures and people; views, dashboards, imports and exports."),
    Role.AGENT: _("Figures and people; notes, tags, merging, consent."),
    Role.VIEWER: _("Figures only, no names."),
}
SCOPE_MEANINGS: dict[str, str | Promise] = {
    "read:figures": _("Ask for figures, see definitions, views and dashboards"),
    "read:people": _("Find people and read their interactions"),
    "write:interactions": _("Add interactions"),
    "act:people": _("Merge people; write notes, tags and consents"),
    "export:people": _("Export people and their data"),
    "erase:people": _("Erase people"),
    "edit:views": _("Save views, dashboards, segments and annotations"),
    "manage:imports": _("Run imports, and read and replay what was rejected"),
    "manage:settings": _("Change the settings of the workspace"),
    "manage:members": _("Invite members, change their roles, remove them"),
    "manage:keys": _("List and revoke API keys"),
    "read:audit": _("Read the audit log"),
}


def role_name(role: Role | str) -> str:
    """Return a role as people read it."""
    return str(ROLE_NAMES[Role(role)])


def role_meaning(role: Role | str) -> str:
    """Return in a sentence what a role may do."""
    return str(ROLE_MEANINGS[Role(role)])


def actor_name(actor: str) -> str:
    """Return who acted as people read it: an address, a key, a user of the machine."""
    kind, _colon, name = actor.partition(":")
    if kind == "user":
        return name
    if kind == "key":
        return gettext("API key %(name)s") % {"name": name}
    if kind == "cli":
        return gettext("%(name)s on the command line") % {"name": name}
    return gettext("a visitor") if actor == "visitor" else actor
