"""What an endpoint works with: the key that was shown, and the places of its workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rapport.accounts.public import AuditedRequest, Workspace
from rapport.core.home import WorkspaceHome, current_home
from rapport.record.store.public import Store, current_store
from rapport.spool.public import Spool, open_spool

if TYPE_CHECKING:
    from rapport.accounts.public import ApiAccess
    from rapport.serve.api.rate_limit import Quota


class ApiRequest(AuditedRequest):
    """A request whose key was checked."""

    auth: "ApiAccess"
    quota: "Quota"


def workspace_of(request: ApiRequest) -> Workspace:
    return request.workspace


def store_of(request: ApiRequest) -> Store:
    return current_store(request.workspace.slug)


def home_of(request: ApiRequest) -> WorkspaceHome:
    return current_home().workspace(request.workspace.slug)


@contextmanager
def spool_of(request: ApiRequest) -> Iterator[Spool]:
    """Open the spool of the workspace for as long as the request needs it."""
    with open_spool(home_of(request).spool) as spool:
        yield spool
