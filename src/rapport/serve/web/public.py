"""The door to the pages, for the process that serves them."""

from contextlib import AbstractContextManager
from typing import Any

from rapport.serve.web.shutdown import STOPPING

__all__ = ["STOPPING", "begin_demo", "load_application", "preparing_overviews", "shows_demo"]


def load_application() -> Any:  # Any: ASGI applications are described by a protocol of dictionaries
    """Load every page; return the ASGI application. It takes a second or two, which otherwise the first visitor would wait."""
    from django.urls import get_resolver

    from rapport.serve.web.asgi import application

    for each in get_resolver().url_patterns:
        getattr(each, "url_patterns", None)
    return application


def preparing_overviews() -> AbstractContextManager[None]:
    """Work out overviews in the background, so that whoever opens one need not wait."""
    from rapport.serve.web.overview.preparing import preparing

    return preparing()


def begin_demo() -> None:
    """Show the simulated company to whoever sits at this machine; raise UserError where there is none."""
    from rapport.accounts.public import list_workspaces
    from rapport.core.errors import UserError
    from rapport.serve.web.showing_demo import IS_ON, WORKSPACE, demo_path

    if WORKSPACE not in {workspace.slug for workspace in list_workspaces()}:
        raise UserError("There is no simulated company here yet. Make it first: rapport demo")
    demo_path()
    IS_ON.set()


def shows_demo() -> bool:
    """Whether `begin_demo` was called in this process."""
    from rapport.serve.web.showing_demo import IS_ON

    return IS_ON.is_set()
