"""The person of an address, and what every view of a person needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from rapport.accounts.public import WorkspaceRequest
from rapport.core.home import current_home
from rapport.record.identity.public import current_person
from rapport.record.people.public import Places
from rapport.record.store.public import Store, current_store
from rapport.spool.public import Spool, open_spool


def living(request: WorkspaceRequest, person: int) -> int:
    """Return the number of a person today; it is another one when they were merged. Nobody of that number: not found."""
    found = current_person(request.workspace, person)
    if found is None:
        raise Http404
    return found


def store_of(request: WorkspaceRequest) -> Store:
    return current_store(request.workspace.slug)


@contextmanager
def spool_of(request: WorkspaceRequest) -> Iterator[Spool]:
    with open_spool(current_home().workspace(request.workspace.slug).spool) as spool:
        yield spool


@contextmanager
def places_of(slug: str) -> Iterator[Places]:
    """Lend everything that holds data of a workspace."""
    from rapport.accounts.public import get_workspace

    files = current_home().workspace(slug)
    with open_spool(files.spool) as spool:
        yield Places(get_workspace(slug), current_store(slug), spool, files)
