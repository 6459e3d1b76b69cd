"""The page behind the link in each e-mail. Whoever has the link may unsubscribe; it shows nothing of the workspace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.core.errors import UserError
from rapport.ui.saying import say_error
from rapport.understand.dashboards.deliveries import leave
from rapport.understand.dashboards.mails import recipient_of


# Mail programs post to the link by themselves (RFC 8058), so they cannot bring a CSRF token; the signed link is the right.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once (programs that scan mail open every link), then take the recipient off the list."""
    try:
        recipient = recipient_of(token)
    except UserError as error:
        return render(request, "dashboards/unsubscribe.html", {"error": say_error(error)}, status=404)
    if request.method == "POST":
        leave(recipient)
    return render(request, "dashboards/unsubscribe.html", {"is_done": request.method == "POST"})
