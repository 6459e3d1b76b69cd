"""What an endpoint works with: the key that was shown, and the places of its workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.http import HttpRequest

from rapport.accounts.public import Workspace, network_of, record_action, record_sight
from rapport.core.home import WorkspaceHome, current_home
from rapport.record.store.public import Store, current_store
from rapport.spool.public import Spool, open_spool

if TYPE_CHECKING:
    from rapport.accounts.public import ApiAccess
    from rapport.serve.api.rate_limit import Quota


class ApiRequest(HttpRequest):
    """A request whose key was checked."""

    auth: "ApiAccess"
    quota: "Quota"


def workspace_of(request: ApiRequest) -> Workspace:
    return request.auth.workspace


def store_of(request: ApiRequest) -> Store:
    return current_store(request.auth.workspace.slug)


def home_of(request: ApiRequest) -> WorkspaceHome:
    return current_home().workspace(request.auth.workspace.slug)


@contextmanager
def spool_of(request: ApiRequest) -> Iterator[Spool]:
    """Open the spool of the workspace for as long as the request needs it."""
    with open_spool(home_of(request).spool) as spool:
        yield spool


def audit(request: ApiRequest, action: str, subject: str = "", **details: object) -> None:
    """Write to the audit log what was taken away, or changed where the domain does not write it itself."""
    network = network_of(request)
    record_action(request.auth.workspace, action, subject=subject, details=details, actor=request.auth.actor, network=network)


def audit_sight(request: ApiRequest, action: str, subject: str = "", **details: object) -> None:
    """Write to the audit log what was seen of people; the answer does not wait for it."""
    network = network_of(request)
    record_sight(request.auth.workspace, action, subject=subject, details=details, actor=request.auth.actor, network=network)
