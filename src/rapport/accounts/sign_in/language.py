"""The language of the interface: chosen on a browser, and kept as the choice of whoever is signed in."""

from django.conf import settings
from django.http import HttpResponse

LANGUAGE_COOKIE = "rapport_language"
"""Read by the middleware of `serve/web` that chooses the language of a request."""
A_YEAR_S = 365 * 24 * 3600


def keep_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let this browser show the language before anybody has signed in, too; empty lets it decide by itself again."""
    if not language:
        response.delete_cookie(LANGUAGE_COOKIE)
        return response
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR_S, samesite="Lax", httponly=True, secure=secure)
    return response
