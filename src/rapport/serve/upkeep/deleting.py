"""Deletes a workspace with everything that it holds."""

import contextlib
import shutil

from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.worker.public import TURNS


def delete_workspace_of(home: Home, slug: str) -> None:
    """Delete a workspace: store, spool, files, people, settings. For the process that owns the home; nothing brings it back.

    Files go first. Interrupted at any point, the workspace is still there and can be deleted again; it never happens that a
    new one of the same name finds the data of the old one.

    Raises
    ------
    UserError : there is no such workspace, or it is the one called default, which is always there.
    """
    from rapport.accounts.public import DEFAULT_SLUG, delete_workspace, get_workspace
    from rapport.record.identity.public import forget_everybody
    from rapport.record.store.public import remove_store

    workspace = get_workspace(slug)
    if slug == DEFAULT_SLUG:
        raise UserError("The workspace default is always there and cannot be deleted.")
    with TURNS.alone():
        place = home.workspace(slug)
        remove_store(workspace, place)
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(place.path)
        forget_everybody(workspace)
        delete_workspace(slug)
