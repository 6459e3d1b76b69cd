"""What people keep of figures."""

from collections.abc import Sequence
from datetime import date

from rapport.client.connection import Connection, Documents, Json


class Segments:
    """Filters with a name, by key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the segments."""
        return list(self._connection.get("/segments"))

    def get(self, key: str) -> Json:
        """Show a segment."""
        return dict(self._connection.get(f"/segments/{key}"))

    def make(self, name: str, where: str, *, description: str = "") -> Json:
        """Make a segment."""
        return dict(self._connection.post("/segments", {"name": name, "where": where, "description": description}))

    def change(self, key: str, name: str, where: str, *, description: str = "") -> Json:
        """Give a segment another name, filter or description; its key stays."""
        return dict(self._connection.put(f"/segments/{key}", {"name": name, "where": where, "description": description}))

    def delete(self, key: str) -> None:
        """Delete a segment."""
        self._connection.delete(f"/segments/{key}")


class Views:
    """What somebody explored and kept, by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the saved views."""
        return list(self._connection.get("/views"))

    def get(self, view: int) -> Json:
        """Show a saved view."""
        return dict(self._connection.get(f"/views/{view}"))

    def save(self, name: str, query: str, *, description: str = "") -> Json:
        """Save a view; `query` is the part of an address of the page “Explore”."""
        return dict(self._connection.post("/views", {"name": name, "query": query, "description": description}))

    def change(self, view: int, name: str, query: str, *, description: str = "") -> Json:
        """Change a saved view."""
        return dict(self._connection.put(f"/views/{view}", {"name": name, "query": query, "description": description}))

    def delete(self, view: int) -> None:
        """Delete a saved view."""
        self._connection.delete(f"/views/{view}")


class Dashboards:
    """Saved views side by side, by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> Documents:
        """List the dashboards with their tiles."""
        return list(self._connection.get("/dashboards"))

    def get(self, dashboard: int) -> Json:
        """Show a dashboard."""
        return dict(self._connection.get(f"/dashboards/{dashboard}"))

    def pdf(self, dashboard: int) -> bytes:
        """Return a dashboard as PDF."""
        return self._connection.file(f"/dashboards/{dashboard}/pdf")

    def make(self, name: str, *, description: str = "") -> Json:
        """Make an empty dashboard."""
        return dict(self._connection.post("/dashboards", {"name": name, "description": description}))

    def change(self, dashboard: int, name: str, *, description: str = "") -> Json:
        """Give a dashboard another name or description."""
        return dict(self._connection.put(f"/dashboards/{dashboard}", {"name": name, "description": description}))

    def delete(self, dashboard: int) -> None:
        """Delete a dashboard; its views stay."""
        self._connection.delete(f"/dashboards/{dashboard}")

    def add_view(self, dashboard: int, view: int) -> Json:
        """Put a saved view at the end of a dashboard."""
        return dict(self._connection.post(f"/dashboards/{dashboard}/tiles", {"view": view}))

    def add_note(self, dashboard: int, text: str) -> Json:
        """Put a note at the end of a dashboard."""
        return dict(self._connection.post(f"/dashboards/{dashboard}/tiles", {"text": text}))

    def arrange(self, dashboard: int, tiles: Sequence[int]) -> Json:
        """Put the tiles of a dashboard into an order."""
        return dict(self._connection.put(f"/dashboards/{dashboard}/order", {"tiles": list(tiles)}))

    def remove_tile(self, dashboard: int, tile: int) -> None:
        """Take a tile off a dashboard."""
        self._connection.delete(f"/dashboards/{dashboard}/tiles/{tile}")


class Annotations:
    """What happened on some days, by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, *, first: date | str | None = None, last: date | str | None = None) -> Documents:
        """List the annotations that touch these days."""
        return list(self._connection.get("/annotations", from_=first, to=last))

    def get(self, annotation: int) -> Json:
        """Show an annotation."""
        return dict(self._connection.get(f"/annotations/{annotation}"))

    def write(self, first: date | str, text: str, *, last: date | str | None = None, kind: str = "note") -> Json:
        """Write what happened: kind is incident, release, campaign, improvement or note."""
        return dict(self._connection.post("/annotations", _annotation(first, text, last, kind)))

    def change(
        self, annotation: int, first: date | str, text: str, *, last: date | str | None = None, kind: str = "note"
    ) -> Json:
        """Write an annotation anew."""
        return dict(self._connection.put(f"/annotations/{annotation}", _annotation(first, text, last, kind)))

    def delete(self, annotation: int) -> None:
        """Remove an annotation."""
        self._connection.delete(f"/annotations/{annotation}")


def _annotation(first: date | str, text: str, last: date | str | None, kind: str) -> Json:
    return {"from": first, "text": text, "kind": kind, **({"to": last} if last is not None else {})}
