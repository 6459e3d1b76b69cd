"""Lets somebody in again who was erased and has come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.accounts.public import Workspace, record_action
from rapport.core.errors import UserError
from rapport.record.identity.public import RefusedIdentifier, find_refused, readmit
from rapport.record.people.suppression import ADDRESS_TYPES, is_suppressed


@dataclass(frozen=True, slots=True)
class Readmitted:
    """An identifier that is let in again; on `suppressed` channels it must not be contacted all the same."""

    identifier: RefusedIdentifier
    suppressed: tuple[str, ...]


def readmit_person(workspace: Workspace, identifiers: Sequence[str]) -> list[Readmitted]:
    """Accept what names any of these identifiers from now on: all of them, or none.

    An erasure leaves nothing that says which identifiers belonged together, so each has to be named.

    Raises
    ------
    UserError : an identifier is not refused, or can mean several that are.
    """
    found = [_the_one(workspace, text.strip()) for text in identifiers]
    readmit(workspace, found)
    # As with the erasure, the log says that it happened, and not to whom.
    record_action(workspace, "person.readmit", details={"identifiers": [one.type for one in found]})
    return [Readmitted(one, _suppressed_on(workspace, one)) for one in found]


def _the_one(workspace: Workspace, text: str) -> RefusedIdentifier:
    found = find_refused(workspace, text)
    if not found:
        raise UserError(
            f"Nobody with {text!r} was erased. An id of a source or a name in a network is written with it: "
            "external:SOURCE:ID, handle:NETWORK:NAME."
        )
    if len(found) > 1:
        raise UserError(f"{text!r} was erased as {', '.join(map(str, found))}. Name those that you mean so.")
    return found[0]


def _suppressed_on(workspace: Workspace, identifier: RefusedIdentifier) -> tuple[str, ...]:
    channels = [channel for channel, kind in ADDRESS_TYPES.items() if kind == identifier.type]
    return tuple(channel for channel in channels if is_suppressed(workspace, channel, identifier.value))
