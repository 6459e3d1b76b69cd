"""The first address: to the workspace last seen, to the first run, or to the sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Send people to where they want to be."""
    from rapport.accounts.public import landing_path

    return redirect(landing_path(request))
