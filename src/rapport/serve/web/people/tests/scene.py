"""A workspace with people in it, members who look at it, and a reader of pages that finds what could do harm."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.batch import to_batch, write_batch
from rapport.core.home import current_home
from rapport.core.interaction import Identifier, Interaction
from rapport.record.digest.public import Digest
from rapport.record.identity.public import find
from rapport.record.store.public import Store, current_store
from rapport.spool.public import NewBatch, open_spool

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def email(value: str) -> Identifier:
    return Identifier(type="email", value=value)


def user(value: str) -> Identifier:
    return Identifier(type="user_id", value=value)


def happened(source_id: str, *identifiers: Identifier, kind: str = "event_tracked", **fields: object) -> Interaction:
    """Return an interaction that is valid without further ado."""
    needed = {"event_tracked": {"touchpoint": "Opened"}, "page_viewed": {"url": "https://example.com/pricing"}}.get(kind, {})
    given = {"source_id": source_id, "kind": kind, "occurred_at": NOON, "identifiers": identifiers, **needed, **fields}
    return Interaction(**given)  # type: ignore[arg-type]  # fields of Interaction


class Scene:
    """A workspace as members see it in their browsers."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.root = f"/w/{workspace.slug}"
        current_home().workspace(workspace.slug).path.mkdir(parents=True, exist_ok=True)

    @property
    def store(self) -> Store:
        return current_store(self.workspace.slug)

    def deliver(self, *interactions: Interaction, source: str = "shop") -> None:
        """Let interactions come in, and store them."""
        self.spool(interactions, source=source)
        self.digest()

    def spool(self, interactions: Sequence[Interaction], *, source: str = "shop") -> None:
        body = write_batch(to_batch(interactions))
        with open_spool(current_home().workspace(self.workspace.slug).spool) as spool:
            spool.append([NewBatch(import_id="import-1", source=source, form="arrow", body=body, rows=len(interactions))])

    def digest(self) -> None:
        """Store what waits, as the owner process does."""
        with open_spool(current_home().workspace(self.workspace.slug).spool) as spool:
            digest = Digest(self.workspace, spool, self.store)
            while digest.run_once():
                pass

    def person(self, identifier: str) -> int:
        """Return the number of whoever has an identifier."""
        [row] = find(self.workspace, identifier, by_beginning=False)
        return row.person_id

    def browser(self, role: Role = Role.OWNER) -> "Browser":
        client = Client()
        sign_in(client, make_member(self.workspace, role))
        return Browser(client, self.root)


class Browser:
    """Somebody who is signed in, with or without HTMX."""

    def __init__(self, client: Client, root: str) -> None:
        self.client = client
        self._root = root

    # Any: Django's response with what its test client adds.
    def get(self, path: str, query: Mapping[str, str] | None = None, *, htmx: bool = False) -> Any:
        return self.client.get(f"{self._root}/{path}", query, headers=_headers(htmx))

    def post(self, path: str, fields: Mapping[str, str] | None = None, *, htmx: bool = False) -> Any:
        return self.client.post(f"{self._root}/{path}", dict(fields or {}), headers=_headers(htmx))

    def page(self, path: str, query: Mapping[str, str] | None = None, *, htmx: bool = False) -> str:
        """Return the HTML of a page that is there."""
        response = self.get(path, query, htmx=htmx)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.content.decode())


def _headers(htmx: bool) -> dict[str, str]:
    return {"HX-Request": "true"} if htmx else {}


class _Harm(HTMLParser):
    """Collects what a browser would run, or follow to run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("inline script")
        if tag in ("iframe", "object", "embed", "base", "img"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action", "formaction") and (value or "").strip().lower().startswith(
                ("javascript:", "data:text")
            ):
                self.found.append(f"{tag} {name}={value}")


def harm_in(html: str) -> list[str]:
    """Return what in a page could do harm."""
    parser = _Harm()
    parser.feed(html)
    return parser.found


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title></script><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% debug %}",
)
"""What somebody may be called who wants to do harm."""
