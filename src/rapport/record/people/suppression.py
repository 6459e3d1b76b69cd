"""The suppression list: addresses that must not be contacted, for good, also after their person was erased."""

from dataclasses import dataclass
from datetime import datetime

from rapport.accounts.public import Workspace, current_actor
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.interaction import IdentifierType
from rapport.core.notice import Notice
from rapport.record.identity.public import look_up_key
from rapport.record.people import models

ADDRESS_TYPES: dict[str, IdentifierType] = {"email": "email", "sms": "phone", "phone": "phone"}
"""The channels on which the brand can write or call, and what an address is there."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """`address` is empty where the person was erased since."""

    channel: str
    address: str
    reason: str
    at: datetime
    by: str


def suppress(workspace: Workspace, channel: str, address: str, *, reason: str) -> None:
    """Never contact this address on this channel again; nothing changes when it is suppressed already."""
    value, key = _address(workspace, channel, address)
    models.Suppression.objects.get_or_create(
        workspace_id=workspace.id,
        channel=channel,
        key=key,
        defaults={"address": value, "reason": reason, "at": now(), "by": current_actor()},
    )


def lift_suppression(workspace: Workspace, channel: str, address: str) -> None:
    """Allow contact again."""
    _, key = _address(workspace, channel, address)
    if not models.Suppression.objects.filter(workspace_id=workspace.id, channel=channel, key=key).delete()[0]:
        raise UserError(Notice("%(address)s is not suppressed for %(channel)s.", address=address, channel=channel))


def is_suppressed(workspace: Workspace, channel: str, address: str) -> bool:
    """Say whether an address must not be contacted. To be asked before each message."""
    _, key = _address(workspace, channel, address)
    return models.Suppression.objects.filter(workspace_id=workspace.id, channel=channel, key=key).exists()


def suppressions_of(workspace: Workspace, addresses: list[str]) -> list[Suppression]:
    """Return what is suppressed of some addresses, in their normal form."""
    rows = models.Suppression.objects.filter(workspace_id=workspace.id, address__in=addresses).order_by("channel", "at")
    return [Suppression(row.channel, row.address, row.reason, row.at, row.by) for row in rows]


def hide_addresses(workspace: Workspace, addresses: list[str]) -> None:
    """Leave only the hashes of some addresses."""
    rows = models.Suppression.objects.filter(workspace_id=workspace.id, address__in=addresses)
    rows.update(address="", reason="")


def _address(workspace: Workspace, channel: str, address: str) -> tuple[str, bytes]:
    if channel not in ADDRESS_TYPES:
        raise UserError(
            Notice(
                "There is no suppression for '%(channel)s'. Known channels: %(known)s.",
                channel=channel,
                known=sorted(ADDRESS_TYPES),
            )
        )
    found = look_up_key(workspace, ADDRESS_TYPES[channel], address)
    if found is None:
        raise UserError(f"{address!r} is not a valid {'e-mail address' if channel == 'email' else 'phone number'}.")
    return found
