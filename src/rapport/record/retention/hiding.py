"""What is hidden in what comes in, as the page of privacy offers it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.accounts.public import CHOICE_NAMES, Workspace, change_setting

_NAMES = {**CHOICE_NAMES["ip_addresses"], **CHOICE_NAMES["masks"]}
ADDRESSES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "keep": (_NAMES["keep"], _("As they come in.")),
    "shorten": (_NAMES["shorten"], _("203.0.113.77 becomes 203.0.113.0: the network is known, the visitor is not.")),
    "remove": (_NAMES["remove"], _("[ip] stands in their place.")),
}
MASKS: Mapping[str, tuple[str | Promise, str]] = {
    "cards": (_NAMES["cards"], "4111 1111 1111 1111"),
    "ibans": (_NAMES["ibans"], "LT12 1000 0111 0100 1000"),
    "emails": (_NAMES["emails"], "dana@example.com"),
    "phones": (_NAMES["phones"], "+370 612 34567"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the page."""

    value: str
    label: str | Promise
    about: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Hiding:
    """The choices, as they are now."""

    addresses: tuple[Choice, ...]
    masks: tuple[Choice, ...]


def hiding_of(workspace: Workspace) -> Hiding:
    """Return what may be chosen, and what is."""
    return Hiding(
        tuple(Choice(value, *said, is_chosen=workspace.ip_addresses == value) for value, said in ADDRESSES.items()),
        tuple(Choice(value, *said, is_chosen=value in workspace.masks) for value, said in MASKS.items()),
    )


def save_hiding(workspace: Workspace, typed: QueryDict) -> bool:
    """Keep what was chosen, each change with a line of the audit log; return whether anything changed.

    Raises UserError where a value is none of those offered.
    """
    wanted = {"ip_addresses": typed.get("ip_addresses", ""), "masks": ",".join(sorted(typed.getlist("masks"))) or "none"}
    now = {"ip_addresses": workspace.ip_addresses, "masks": ",".join(sorted(workspace.masks)) or "none"}
    changed = {name: value for name, value in wanted.items() if value != now[name]}
    for name, value in changed.items():
        change_setting(workspace.slug, name, value)
    return bool(changed)
