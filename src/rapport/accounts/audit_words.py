"""What people read for the entries of the audit log: what was done, to which setting, with which details."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rapport.accounts.roles import Role
from rapport.accounts.words import role_name
from rapport.ui.formatting.numbers import write_number
from rapport.ui.saying import say_list

ACTION_NAMES: dict[str, str | Promise] = {
    "account.name": _("Changed their name"),
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
    "dashboard.add": _("Made a dashboard"),
    "dashboard.change": _("Changed a dashboard"),
    "dashboard.delete": _("Deleted a dashboard"),
    "dashboard.deliver": _("Changed who gets a dashboard by e-mail"),
    "dashboard.export": _("Exported a dashboard"),
    "dashboard.send": _("Sent a dashboard by e-mail"),
    "evidence.see": _("Looked at the rows behind a figure"),
    "home.backup": _("Made a backup"),
    "import.start": _("Started an import"),
    "import.stop": _("Stopped an import"),
    "installation.setup": _("Set up the installation"),
    "interaction.see": _("Looked at an interaction"),
    "key.create": _("Made an API key"),
    "key.replace": _("Replaced an API key"),
    "key.revoke": _("Revoked an API key"),
    "member.add": pgettext_lazy("member", "Joined"),
    "member.email": _("Changed an address"),
    "member.invite": _("Invited"),
    "member.remove": _("Removed a member"),
    "member.role": _("Changed a role"),
    "member.withdraw": _("Withdrew an invitation"),
    "overview.choose": _("Chose the figures of the overview"),
    "people.export": _("Exported a list of people"),
    "person.consent": _("Changed a consent"),
    "person.erase": _("Erased a person"),
    "person.export": _("Exported a person"),
    "person.lift": _("Lifted a suppression"),
    "person.merge": _("Merged people"),
    "person.note": _("Wrote a note"),
    "person.note-delete": _("Deleted a note"),
    "person.readmit": _("Readmitted somebody who was erased"),
    "person.see": _("Looked at a person"),
    "person.suppress": _("Suppressed an address"),
    "person.tag": _("Added a tag"),
    "person.unmerge": _("Took people apart"),
    "person.untag": _("Removed a tag"),
    "rejects.export": _("Exported rejected rows"),
    "rejects.replay": _("Replayed rejected rows"),
    "retention.delete": _("Deleted what was too old"),
    "retention.set": _("Changed how long interactions are kept"),
    "segment.add": _("Made a segment"),
    "segment.change": _("Changed a segment"),
    "segment.delete": _("Deleted a segment"),
    "upload.take_in": _("Uploaded a file"),
    "view.add": _("Saved a view"),
    "view.change": _("Changed a view"),
    "view.delete": _("Deleted a view"),
    "view.export": _("Exported figures"),
    "workspace.create": _("Made the workspace"),
    "workspace.delete": _("Deleted a workspace"),
    "workspace.set": _("Changed a setting"),
}
DETAIL_NAMES: dict[str, str | Promise] = {
    "before": pgettext_lazy("detail", "before"),
    "bytes": pgettext_lazy("detail", "size in bytes"),
    "channel": pgettext_lazy("detail", "channel"),
    "columns": pgettext_lazy("detail", "columns"),
    "expires": pgettext_lazy("detail", "expires"),
    "filtered_by": pgettext_lazy("detail", "filtered by"),
    "form": pgettext_lazy("detail", "format"),
    "format": pgettext_lazy("detail", "format"),
    "from": pgettext_lazy("detail", "from"),
    "identifiers": pgettext_lazy("detail", "identifiers"),
    "interaction": pgettext_lazy("detail", "interaction"),
    "interactions": pgettext_lazy("detail", "interactions"),
    "kind": pgettext_lazy("detail", "kind"),
    "merged": pgettext_lazy("detail", "merged"),
    "metrics": pgettext_lazy("detail", "metrics"),
    "name": pgettext_lazy("detail", "name"),
    "note": pgettext_lazy("detail", "note"),
    "old key ends": pgettext_lazy("detail", "old key ends"),
    "on": pgettext_lazy("detail", "sent regularly"),
    "passed": pgettext_lazy("detail", "passed"),
    "people": pgettext_lazy("detail", "people"),
    "query": pgettext_lazy("detail", "question"),
    "role": pgettext_lazy("detail", "role"),
    "rows": pgettext_lazy("detail", "rows"),
    "scopes": pgettext_lazy("detail", "scopes"),
    "status": pgettext_lazy("detail", "status"),
    "to": pgettext_lazy("detail", "to"),
    "tried": pgettext_lazy("detail", "tried"),
    "where": pgettext_lazy("detail", "filter"),
}
SETTING_NAMES: dict[str, str | Promise] = {
    "name": _("Name"),
    "zone": _("Time zone"),
    "currency": _("Currency"),
    "phone_region": _("Country of phone numbers"),
    "margin": _("Margin in percent"),
    "cost_per_contact": _("Cost of a contact"),
    "cost_per_hour": _("Cost of an agent's hour"),
    "business_hours": _("Business hours"),
    "holidays": _("Holidays"),
    "minimum_cell": _("Smallest group shown"),
    "inactivity_days": _("Lost after days without a purchase"),
    "ip_addresses": _("Network addresses (IP) of visitors"),
    "masks": _("Hidden in texts, web addresses and properties"),
    "folds_plus": _("Take dana+shop@example.com for dana@example.com"),
}

CHOICE_NAMES: Mapping[str, Mapping[str, str | Promise]] = {
    "ip_addresses": {"keep": _("Keep them"), "shorten": _("Shorten them"), "remove": _("Take them out")},
    "masks": {
        "cards": _("Numbers of payment cards"),
        "ibans": _("Bank accounts (IBAN)"),
        "emails": _("E-mail addresses"),
        "phones": _("Phone numbers"),
    },
}
"""What people read for the values of settings that are chosen from a list."""

_SAID: dict[str, str | Promise] = {
    "yes": _("yes"),
    "no": _("no"),
    "none": pgettext_lazy("setting", "none"),
    "never": _("never"),
    "kept": pgettext_lazy("retention", "kept"),
}
_DAYS = re.compile(r"(\d{1,9}) days")


def action_name(action: str) -> str:
    """Return an action as people read it; one of an older version as its words stand."""
    return str(ACTION_NAMES.get(action, "")) or action.replace(".", ": ").replace("_", " ")


def subject_name(action: str, subject: str) -> str:
    """Return what something was done to as people read it."""
    return str(SETTING_NAMES.get(subject, subject)) if action == "workspace.set" else subject


def details_told(details: Mapping[str, object], *, of: str = "") -> str:
    """Return the details in one line, as people read them; `of` names the setting that was changed, where one was."""
    choices = CHOICE_NAMES.get(of, {})
    told = [
        gettext("%(name)s: %(value)s") % {"name": DETAIL_NAMES.get(name, name), "value": _choices(value, choices)}
        for name, value in details.items()
        if value not in ("", None, [])
    ]
    # Translators: what stands between the details of an entry of the audit log.
    return pgettext("details", "; ").join(told)


def _choices(value: object, names: Mapping[str, str | Promise]) -> str:
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else []
    return say_list(str(names[word]) for word in words) if words and names.keys() >= set(words) else _value(value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return write_number(value)
    if isinstance(value, list):
        return say_list([_value(each) for each in value])
    return _word(str(value))


def _word(text: str) -> str:
    """Say what the code writes in words of its own; anything else is what somebody called a thing."""
    if text in _SAID:
        return str(_SAID[text])
    if days := _DAYS.fullmatch(text):
        return ngettext("%(count)d day", "%(count)d days", int(days[1])) % {"count": int(days[1])}
    return role_name(text) if text in {role.value for role in Role} else text
