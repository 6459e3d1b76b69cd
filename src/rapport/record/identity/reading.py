"""Turns what sources wrote (`who`) into identifiers in normal form with their look-up keys."""

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from rapport.accounts.public import Workspace
from rapport.core.batch import decode_who
from rapport.core.interaction import IdentifierType
from rapport.record.identity.bulk import KEY_BYTES
from rapport.record.identity.normalise import Spelling, normalise
from rapport.record.identity.rules import TRUST_OF_TYPE, Trust


class Named(msgspec.Struct, frozen=True, gc=False):
    """An identifier as a row named it: in normal form, with its look-up key and the trust it has in this row."""

    trust: Trust
    key: bytes
    type: IdentifierType
    namespace: str
    value: str


class Read(msgspec.Struct, frozen=True, gc=False):
    """What a `who` says: its usable identifiers, the strongest first, and the key under which their set is looked up.

    The same set in any spelling has the same key. One identifier alone has its own key; none has no key.
    """

    who: str
    key: bytes
    names: list[Named]


class Reader:
    """Reads `who` texts of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._spelling = spelling_of(workspace)
        # The number of the workspace is part of the hash, so that a copied secret joins nobody across workspaces.
        self._hash = blake2b(b"%d\0" % workspace.id, digest_size=KEY_BYTES, key=workspace.secret)

    def read(self, who: str) -> "Read":
        """Return the usable identifiers, the strongest first; none when all are garbage."""
        named = [n for i in decode_who(who) if (n := self.name(i.type, i.value, i.namespace, is_verified=i.verified))]
        if len(named) > 1:
            named.sort(key=_order)
            found: dict[bytes, Named] = {}
            for one in named:
                found.setdefault(one.key, one)
            named = list(found.values())
        return self.combine(who, named)

    def combine(self, who: str, names: list[Named]) -> "Read":
        if len(names) > 1:
            return Read(who, self._evidence_key(names), names)
        return Read(who, names[0].key if names else b"", names)

    def name(self, kind: IdentifierType, value: str, namespace: str = "", *, is_verified: bool = True) -> Named | None:
        """Return one identifier in normal form, or None when it identifies nobody."""
        normal = normalise(kind, value, namespace, self._spelling)
        if normal is None:
            return None
        trust = TRUST_OF_TYPE[kind] if is_verified or kind != "email" else Trust.CLAIMED_EMAIL
        hashed = self._hash.copy()
        hashed.update(f"{kind}\0{normal[0]}\0{normal[1]}".encode("utf-8", "surrogatepass"))
        return Named(trust, hashed.digest(), kind, normal[0], normal[1])

    def _evidence_key(self, members: Iterable[Named]) -> bytes:
        hashed = self._hash.copy()
        for member in members:
            hashed.update(member.key + _TRUST_BYTE[member.trust])
        return hashed.digest()


def spelling_of(workspace: Workspace) -> Spelling:
    return Spelling(phone_region=workspace.phone_region, folds_plus=workspace.folds_plus)


_TRUST_BYTE = [bytes([trust]) for trust in Trust]


def _order(named: Named) -> tuple[int, bytes]:
    return named.trust, named.key
