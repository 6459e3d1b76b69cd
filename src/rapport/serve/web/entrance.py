"""The first address: to the workspace last seen, to the first run, or to the sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from rapport.accounts.public import landing_path
from rapport.serve.web.showing_demo import demo_path, shows_demo_to


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Send people to where they want to be."""
    return redirect(demo_path() if shows_demo_to(request) else landing_path(request))
