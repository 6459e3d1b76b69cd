"""Who saw or changed what."""

from typing import Annotated

from ninja import Query
from pydantic import AwareDatetime

from rapport.accounts.public import AuditEntry, AuditFilter, find_entries
from rapport.serve.api.documents.workspace import AuditPage
from rapport.serve.api.moments import written
from rapport.serve.api.paging import Cursor, Limit, read_cursor, show_page
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

AUDIT = Resource("audit", title="Audit log", order=73, about="Who saw or changed what, kept for good.")


@AUDIT.get("/audit", needs="read:audit", gives=AuditPage)
def list_audit_log(
    request: ApiRequest,
    actor: Annotated[str, Query(max_length=200, description="Only of this actor.", example="user:bob@example.com")] = "",
    action: Annotated[str, Query(max_length=64, description="Only this action.", example="person.erase")] = "",
    since: Annotated[AwareDatetime | None, Query(description="From this moment on.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Before this moment.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> dict[str, object]:
    """List the audit log, newest first.

    Actors are `user:` with an address, `key:` with the name of an API key, or `cli:` with a user of the machine. People are
    named by number, never by an identifier.
    """
    place = read_cursor(request, cursor)
    asked = AuditFilter(actor=actor, action=action, since=since, until=until, before=place[0] if place else None)
    page = find_entries(workspace_of(request), asked, limit=limit)
    behind = None if page.next_before is None else (page.next_before,)
    return show_page(request, [_document(entry) for entry in page.entries], behind=behind)


def _document(entry: AuditEntry) -> dict[str, object]:
    return {
        "at": written(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "network": entry.network,
    }


RESOURCES = (AUDIT,)
