"""Who is acting, for the audit log."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_acting: ContextVar[str | None] = ContextVar("acting", default=None)


def current_actor() -> str:
    """Return who acts now: whoever `acting_as` names, else ``cli:`` and the user of the operating system."""
    return _acting.get() or cli_actor(os.getuid())


def cli_actor(uid: int) -> str:
    """Return the name of a user of the operating system as the audit log writes it."""
    try:
        return f"cli:{pwd.getpwuid(uid).pw_name}"
    except KeyError:  # a container may run as a number without a name
        return f"cli:{uid}"


def act_as(actor: str | None) -> None:
    """Let somebody act in this context from now on; None ends it. Prefer `acting_as`, which cannot be forgotten."""
    _acting.set(actor)


@contextmanager
def acting_as(actor: str) -> Iterator[None]:
    """Let somebody else act in this thread: the owner process runs commands for those who asked it."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)
