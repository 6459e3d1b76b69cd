"""Turns what sources wrote (`who`) into identifiers in normal form with their look-up keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from rapport.accounts.public import Workspace
from rapport.core.batch import decode_who
from rapport.core.interaction import IdentifierType
from rapport.record.identity.normalise import Spelling, normalise
from rapport.record.identity.rules import TRUST_OF_TYPE, Trust

KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier as a row named it: in normal form, with its look-up key and the trust it has in this row."""

    trust: Trust
    key: bytes
    type: IdentifierType
    namespace: str
    value: str


class Reader:
    """Reads `who` texts of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._spelling = spelling_of(workspace)
        # The number of the workspace is part of the hash, so that a copied secret joins nobody across workspaces.
        self._hash = blake2b(b"%d\0" % workspace.id, digest_size=KEY_BYTES, key=workspace.secret)

    def read(self, who: str) -> tuple[Named, ...]:
        """Return the usable identifiers, the strongest first; none when all are garbage."""
        named = [n for i in decode_who(who) if (n := self.name(i.type, i.value, i.namespace, is_verified=i.verified))]
        if len(named) < 2:
            return tuple(named)
        named.sort(key=_order)
        found: dict[bytes, Named] = {}
        for one in named:
            found.setdefault(one.key, one)
        return tuple(found.values())

    def name(self, kind: IdentifierType, value: str, namespace: str = "", *, is_verified: bool = True) -> Named | None:
        """Return one identifier in normal form, or None when it identifies nobody."""
        normal = normalise(kind, value, namespace, self._spelling)
        if normal is None:
            return None
        trust = TRUST_OF_TYPE[kind] if is_verified or kind != "email" else Trust.CLAIMED_EMAIL
        hashed = self._hash.copy()
        hashed.update(f"{kind}\0{normal[0]}\0{normal[1]}".encode())
        return Named(trust, hashed.digest(), kind, normal[0], normal[1])

    def evidence_key(self, members: Iterable[Named]) -> bytes:
        """Return the key of a set of identifiers; the same set in any spelling has the same key."""
        hashed = self._hash.copy()
        for member in members:
            hashed.update(b"%d" % member.trust + member.key)
        return hashed.digest()


def spelling_of(workspace: Workspace) -> Spelling:
    return Spelling(phone_region=workspace.phone_region)


def _order(named: Named) -> tuple[int, bytes]:
    return named.trust, named.key
