"""Which language a request is answered in: the member's choice, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

COOKIE = "rapport_language"
"""What was chosen on this browser, also before signing in. `accounts.page` activates the member's own choice after this."""


def speak_language(get_response: GetResponse) -> GetResponse:
    """Activate the language for the time of a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response

    return middleware
