"""What a page says of identifiers, merges and consents, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.record.identity.public import IdentifierRow, MergeRow

# icons: user-circle id mail phone at device-desktop

IDENTIFIER_ICONS = {
    "user_id": "user-circle",
    "external": "id",
    "email": "mail",
    "phone": "phone",
    "handle": "at",
    "anonymous_id": "device-desktop",
}
BASES: dict[str, str | Promise] = {
    "consent": gettext_lazy("Consent"),
    "contract": gettext_lazy("Contract"),
    "legal_obligation": gettext_lazy("Legal obligation"),
    "vital_interests": gettext_lazy("Vital interests"),
    "public_task": gettext_lazy("Public task"),
    "legitimate_interests": gettext_lazy("Legitimate interests"),
}
STATUSES: dict[str, str | Promise] = {"given": gettext_lazy("Given"), "withdrawn": gettext_lazy("Withdrawn")}
CONTACT_CHANNELS: dict[str, str | Promise] = {
    "email": gettext_lazy("E-mail"),
    "sms": gettext_lazy("SMS"),
    "phone": gettext_lazy("Phone"),
}


def identifier_label(row: IdentifierRow) -> str:
    """Return what kind of identifier it is: "Customer number of shop"."""
    match row.type:
        case "external" if row.namespace:
            return _("Id in %(source)s") % {"source": row.namespace}
        case "handle" if row.namespace:
            return _("Handle on %(network)s") % {"network": row.namespace}
    labels = {
        "user_id": _("User id"),
        "external": _("Id in another system"),
        "email": _("E-mail address"),
        "phone": _("Phone number"),
        "handle": _("Handle"),
        "anonymous_id": _("Device"),
    }
    return labels[row.type]


def why_joined(merge: MergeRow, other: str) -> str:
    """Say in a sentence why an identifier belongs to the person: by which rule, told by whom."""
    said = {
        "other": other,
        "source": merge.source or _("a source"),
        "by": written_actor(merge.by),
    }
    sentences = {
        "manual": _("%(by)s said that this and %(other)s are the same person."),
        "same_user_id": _("%(source)s named it as the same user as %(other)s."),
        "same_external_id": _("%(source)s keeps it as the same customer as %(other)s."),
        "verified_email": _("%(source)s had verified the e-mail address, and named it together with %(other)s."),
        "claimed_email": _("%(source)s got it together with %(other)s. Nobody verified the address, and nobody contradicts it."),
        "handle": _("%(source)s named the handle together with %(other)s, and with nobody else."),
        "phone": _("%(source)s named the number together with %(other)s, and with nobody else."),
        "device": _("%(source)s saw the device with %(other)s, and with nobody else."),
    }
    return sentences.get(merge.rule, merge.rule_reason) % said if merge.rule in sentences else merge.rule_reason


_UNDONE = {
    "Undone by hand.": gettext_lazy("Undone by hand."),
    "Newer evidence contradicts this merge.": gettext_lazy("Newer evidence contradicts this merge."),
}


def why_undone(merge: MergeRow) -> str:
    return str(_UNDONE.get(merge.undone_reason, merge.undone_reason))


def written_actor(actor: str) -> str:
    """Write who did something: whoever is signed in by address, a command by the user of the machine."""
    kind, _colon, name = actor.partition(":")
    if kind == "user":
        return name
    return _("%(name)s (command line)") % {"name": name} if kind == "cli" and name else actor
