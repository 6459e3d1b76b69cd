"""Lets erased identifiers in again: takes away the keyed hashes that refuse them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from rapport.accounts.public import Workspace
from rapport.core.interaction import IdentifierType
from rapport.record.identity import models
from rapport.record.identity.bulk import locked
from rapport.record.identity.reading import Named, Reader

_TYPES: tuple[IdentifierType, ...] = get_args(IdentifierType)
_NAMESPACED: tuple[IdentifierType, ...] = ("external", "handle")


@dataclass(frozen=True, slots=True)
class RefusedIdentifier:
    """An identifier whose person was erased, in normal form, and since when it is refused."""

    type: IdentifierType
    namespace: str
    value: str
    since: datetime

    def __str__(self) -> str:
        """Say it as `find_refused` reads it: `email:dana@example.com`, `external:shop:42`."""
        return ":".join(part for part in (self.type, self.namespace, self.value) if part)


def find_refused(workspace: Workspace, text: str) -> list[RefusedIdentifier]:
    """Return the refused identifiers that a text can mean, in any spelling.

    Parameters
    ----------
    text : a value, `type:value`, or `external:SOURCE:value` and `handle:NETWORK:value`. Only hashes of erased identifiers are
        kept, so a source or a network of which nobody is left must be named.
    """
    named = {one.key: one for one in _meanings(workspace, text)}
    rows = models.Tombstone.objects.filter(workspace_id=workspace.id, key__in=list(named)).values_list("key", "at")
    found = [(named[bytes(key)], at) for key, at in rows]
    return sorted((RefusedIdentifier(one.type, one.namespace, one.value, at) for one, at in found), key=str)


def readmit(workspace: Workspace, identifiers: Sequence[RefusedIdentifier]) -> None:
    """Refuse these identifiers no longer. What was stored of them before stays nobody's."""
    reader = Reader(workspace)
    named = (reader.name(one.type, one.value, one.namespace) for one in identifiers)
    with locked(workspace.id):
        keys = [one.key for one in named if one]
        models.Tombstone.objects.filter(workspace_id=workspace.id, key__in=keys).delete()


def _meanings(workspace: Workspace, text: str) -> Iterator[Named]:
    reader = Reader(workspace)
    kind, colon, rest = text.partition(":")
    tried: list[tuple[IdentifierType, str, str]] = [(each, "", text) for each in _TYPES]
    if colon and kind in _TYPES:
        namespace, _, value = rest.partition(":")
        tried += [(kind, "", rest), (kind, namespace, value)]
    for each, namespace, value in (*tried, *_in_known_namespaces(workspace, tried)):
        if value and (named := reader.name(each, value, namespace)):
            yield named


def _in_known_namespaces(
    workspace: Workspace, tried: Iterable[tuple[IdentifierType, str, str]]
) -> Iterator[tuple[IdentifierType, str, str]]:
    rows = models.Identifier.objects.filter(workspace_id=workspace.id, type__in=_NAMESPACED)
    known = list(rows.values_list("type", "namespace").distinct())
    for kind, _, value in tried:
        yield from ((kind, namespace, value) for known_kind, namespace in known if known_kind == kind)
