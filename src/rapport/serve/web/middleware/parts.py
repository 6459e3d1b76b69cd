"""Files and tables go out while they are made; Django would first make the whole of what comes from an ordinary iterator."""

from collections.abc import Callable

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse

from rapport.serve.web.streaming import Voice, in_threads

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def send_in_parts(get_response: GetResponse) -> GetResponse:
    """Let the parts of a streamed response be made in threads, one after the other, in the language of the request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(request, ASGIRequest) and isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = in_threads(iter(response), Voice.of_now())
        return response

    return middleware
