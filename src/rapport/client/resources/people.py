"""People."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rapport.client.connection import Connection, Documents, Json


class People:
    """Who the customers are. A person is named by number; one that was merged away leads to the other."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, text: str, *, limit: int = 20) -> Documents:
        """Find people by number, any identifier, or name; the best match first."""
        return list(self._connection.get("/people", search=text, limit=limit)["items"])

    def list(
        self, *, where: str | None = None, segment: str | None = None, sort: str | None = None, order: str | None = None
    ) -> Iterator[Json]:
        """Go through people with their figures; `sort` is last_seen, first_seen, name, interactions, orders, revenue, nps, …"""
        return self._connection.pages("/people", where=where, segment=segment, sort=sort, order=order, limit=200)

    def get(self, person: int, *, timeline: int = 50) -> Json:
        """Show a person: identifiers, traits, merges, consents, tags, notes, and the latest interactions."""
        return dict(self._connection.get(f"/people/{person}", timeline=timeline))

    def timeline(self, person: int, *, kinds: Sequence[str] = ()) -> Iterator[Json]:
        """Go through what a person did, newest first."""
        return self._connection.pages(f"/people/{person}/timeline", kind=list(kinds), limit=500)

    def export(self, person: int, *, format: str = "json") -> bytes:  # noqa: A002  # as the API calls it
        """Return everything held about a person: a JSON document, or (`csv`) tables in a zip archive."""
        return self._connection.file(f"/people/{person}/export", format=format)

    def save_export(self, person: int, path: Path) -> None:
        """Write everything held about a person to a file; its ending, .json or .zip, says in which form."""
        path.write_bytes(self.export(person, format="csv" if path.suffix == ".zip" else "json"))

    def erase(self, person: int) -> Json:
        """Take out for good who a person is; what they did stays in the counts."""
        return dict(self._connection.delete(f"/people/{person}"))

    def merges(self, person: int) -> Documents:
        """List why the identifiers of a person belong together."""
        return list(self._connection.get(f"/people/{person}/merges"))

    def merge(self, person: int, other: int, *, reason: str = "") -> Json:
        """Say that two people are one."""
        return dict(self._connection.post(f"/people/{person}/merges", {"other": other, "reason": reason}))

    def unmerge(self, person: int, merge: int) -> Json:
        """Undo a merge."""
        return dict(self._connection.delete(f"/people/{person}/merges/{merge}"))

    def notes(self, person: int) -> Documents:
        """List the notes about a person, newest first."""
        return list(self._connection.get(f"/people/{person}/notes"))

    def note(self, person: int, text: str) -> Json:
        """Write a note about a person."""
        return dict(self._connection.post(f"/people/{person}/notes", {"text": text}))

    def delete_note(self, person: int, note: int) -> None:
        """Take a note away."""
        self._connection.delete(f"/people/{person}/notes/{note}")

    def tags(self, person: int) -> Documents:
        """List the tags of a person."""
        return list(self._connection.get(f"/people/{person}/tags"))

    def tag(self, person: int, name: str) -> Json:
        """Put a tag on a person."""
        return dict(self._connection.put(f"/people/{person}/tags/{quote(name, safe='')}"))

    def untag(self, person: int, name: str) -> None:
        """Take a tag off a person."""
        self._connection.delete(f"/people/{person}/tags/{quote(name, safe='')}")

    def traits(self, person: int) -> Json:
        """Return the traits of a person by name, each with its history."""
        return dict(self._connection.get(f"/people/{person}/traits"))

    def say(self, person: int, traits: Mapping[str, Any]) -> int:  # Any: texts, numbers and truth values
        """Say traits of a person; return the number of the batch that they go into."""
        return int(self._connection.post(f"/people/{person}/traits", {"traits": dict(traits)})["batch"])

    def consents(self, person: int) -> Json:
        """Return the consents of a person: the latest of each purpose, and all of them."""
        return dict(self._connection.get(f"/people/{person}/consents"))

    def consent(self, person: int, purpose: str, status: str, *, basis: str = "consent") -> int:
        """Write down that consent was given or withdrawn; return the number of the batch."""
        body = {"purpose": purpose, "status": status, "basis": basis}
        return int(self._connection.post(f"/people/{person}/consents", body)["batch"])

    def suppress(self, channel: str, address: str, *, reason: str = "") -> None:
        """Never contact an address again on a channel: email, sms or phone."""
        self._connection.post("/suppressions", {"channel": channel, "address": address, "reason": reason})

    def is_suppressed(self, channel: str, address: str) -> bool:
        """Say whether an address must not be contacted."""
        return bool(self._connection.post("/suppressions/check", {"channel": channel, "address": address})["suppressed"])

    def lift_suppression(self, channel: str, address: str) -> None:
        """Allow an address to be contacted again."""
        self._connection.post("/suppressions/lift", {"channel": channel, "address": address})
