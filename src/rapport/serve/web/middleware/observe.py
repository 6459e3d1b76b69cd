"""One structured line and one measurement for each request."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rapport.serve.web.figures import REQUEST_SECONDS

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("rapport.request")
QUIET = ("/static/", "/health", "/metrics")


def observe(get_response: GetResponse) -> GetResponse:
    """Time a request; log it by the name of its page, never with its query, which may name a person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        took_s = time.perf_counter() - began
        match = request.resolver_match
        page = (match.view_name or match.route) if match else "unknown"
        if not request.path.startswith("/static/"):
            REQUEST_SECONDS.labels(page=page, method=request.method or "", status=str(response.status_code)).observe(took_s)
            response.headers["Server-Timing"] = f"app;dur={1000 * took_s:.1f}"
        if not request.path.startswith(QUIET):
            log.info(
                "request",
                extra={"page": page, "method": request.method, "status": response.status_code, "ms": round(1000 * took_s)},
            )
        return response

    return middleware
