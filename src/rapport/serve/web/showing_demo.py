"""`rapport serve --demo`: whoever sits at this machine looks around the simulated company without signing in first."""

import threading

from django.http import HttpRequest

from rapport.accounts.public import ensure_demo_owner, one_time_sign_in
from rapport.serve.web.operators import comes_from_this_machine

WORKSPACE = "demo"
IS_ON = threading.Event()


def demo_path() -> str:
    """Return a path that opens the simulated company once, from this machine only."""
    return one_time_sign_in(ensure_demo_owner(WORKSPACE))


def shows_demo_to(request: HttpRequest) -> bool:
    """Tell whether the first address should lead this visitor into the simulated company."""
    return IS_ON.is_set() and not request.user.is_authenticated and comes_from_this_machine(request)
