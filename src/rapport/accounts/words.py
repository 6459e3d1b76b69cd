"""What people read for roles, permissions, scopes and the actions of the audit log."""

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
ACTION_NAMES: dict[str, str | Promise] = {
    "account.password": _("Changed their password"),
    "account.password_reset": _("Set a new password by e-mail"),
    "account.recovery_codes": _("Made new recovery codes"),
    "account.second_factor_add": _("Added a second factor"),
    "account.second_factor_remove": _("Removed a second factor"),
    "account.second_factor_reset": _("Second factors were reset"),
    "account.sign_in": _("Signed in"),
    "account.sign_in_failed": _("Failed to sign in"),
    "annotations.add": _("Added an annotation"),
    "annotations.change": _("Changed an annotation"),
    "annotations.remove": _("Removed an annotation"),
    "audit.export": _("Exported the audit log"),
    "dashboard.delete": _("Deleted a dashboard"),
    "home.backup": _("Made a backup"),
    "import.start": _("Started an import"),
    "import.stop": _("Stopped an import"),
    "installation.setup": _("Set up the installation"),
    "key.create": _("Made an API key"),
    "key.replace": _("Replaced an API key"),
    "key.revoke": _("Revoked an API key"),
    "member.add": _("Joined"),
    "member.email": _("Changed an address"),
    "member.invite": _("Invited"),
    "member.remove": _("Removed a member"),
    "member.role": _("Changed a role"),
    "member.withdraw": _("Withdrew an invitation"),
    "person.consent": _("Changed a consent"),
    "person.erase": _("Erased a person"),
    "person.export": _("Exported a person"),
    "person.merge": _("Merged people"),
    "person.note": _("Wrote a note"),
    "person.see": _("Looked at a person"),
    "person.unmerge": _("Took people apart"),
    "rejects.export": _("Exported rejected rows"),
    "rejects.replay": _("Replayed rejected rows"),
    "retention.delete": _("Deleted what was too old"),
    "retention.set": _("Changed how long interactions are kept"),
    "segment.delete": _("Deleted a segment"),
    "upload.take_in": _("Uploaded a file"),
    "view.delete": _("Deleted a view"),
    "workspace.create": _("Made the workspace"),
    "workspace.delete": _("Deleted a workspace"),
    "workspace.set": _("Changed a setting"),
}


def role_name(role: Role | str) -> str:
    """Return a role as people read it."""
    return str(ROLE_NAMES[Role(role)])


def role_meaning(role: Role | str) -> str:
    """Return in a sentence what a role may do."""
    return str(ROLE_MEANINGS[Role(role)])


def action_name(action: str) -> str:
    """Return an action of the audit log as people read it; one that is not named above as its words stand."""
    return str(ACTION_NAMES.get(action, "")) or action.replace(".", ": ").replace("_", " ")


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
