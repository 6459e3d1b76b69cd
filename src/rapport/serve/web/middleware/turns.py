"""Requests work side by side; a backup of the home works alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rapport.serve.worker.public import TURNS

GetResponse = Callable[[HttpRequest], HttpResponse]


def take_turns(get_response: GetResponse) -> GetResponse:
    """Hold a place among those who use the stores while a request is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with TURNS.shared():
            return get_response(request)

    return middleware
