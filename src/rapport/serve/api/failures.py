"""Which problem an exception becomes."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rapport.core.errors import NoRoomError, RetryableError, UserError
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.invocation.public import explain

log = logging.getLogger(__name__)

TRY_AGAIN_S = 5
TRY_AGAIN_WITH_ROOM_S = 60


def handle_failures(api: NinjaAPI) -> None:
    """Let every exception of an endpoint end as a problem."""
    for exception in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(exception, _respond)


def _respond(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem_of(error, request).response()


def problem_of(error: object, request: HttpRequest) -> Problem:
    """Return what to tell of an exception; what we did not foresee is logged."""
    if isinstance(error, HttpError) and isinstance(error.__cause__, Problem):  # ninja wraps what the parser raises
        return error.__cause__
    told = _told(error)
    if told is None and isinstance(error, BaseException) and isinstance(known := explain(error), NoRoomError | RetryableError):
        told = _told(known)
    if told is not None:
        return told
    log.error(
        "%s %s failed",
        request.method,
        request.resolver_match.route if request.resolver_match else "",
        exc_info=error if isinstance(error, BaseException) else None,
    )
    return Problem(Kind.BROKEN, "The reason is in the server's log. Nothing of this request can be relied on.")


def _told(error: object) -> Problem | None:
    return next((told(error) for exception, told in _TOLD.items() if isinstance(error, exception)), None)


def _invalid(error: Any) -> Problem:  # Any: of the type that stands beside it in _TOLD, as below
    faults = [_fault(each["loc"], each["msg"], each["type"]) for each in error.errors]
    return Problem(Kind.INVALID, faults[0].detail if len(faults) == 1 else f"{len(faults)} things are wrong.", faults)


def _fault(place: Sequence[str | int], message: str, kind: str) -> Fault:
    """Turn a place such as ("body", "payload", "rows", 3, "name") into a pointer; ninja names the argument first."""
    message = message.removeprefix("Value error, ")
    source, names = place[0], [str(name) for name in place[1:]]
    if source == "body":
        return Fault(message, pointer="#" + "".join(f"/{_escaped(name)}" for name in names[1:]))
    name = names[0] if names else ""
    detail = f"{name}: {message}" if name else message
    if source == "header":
        return Fault(detail, header=name)
    if source in ("form", "file"):
        return Fault(detail, pointer=f"#/{_escaped(name)}")
    return Fault(detail, parameter=name)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _retry(error: Any) -> Problem:
    return Problem(Kind.BUSY, str(error), headers={"Retry-After": str(TRY_AGAIN_S)})


def _wait_for_room(error: Any) -> Problem:
    """Whoever sends keeps what it has; where the disk is, the log says."""
    log.error("no room: %s", error)
    return Problem(
        Kind.BUSY, "The server has no room to take more. Keep what you have.", headers={"Retry-After": str(TRY_AGAIN_WITH_ROOM_S)}
    )


_TOLD: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda error: error,
    ValidationError: _invalid,
    NoRoomError: _wait_for_room,
    UserError: lambda error: Problem(Kind.REFUSED, str(error)),
    RetryableError: _retry,
    Http404: lambda error: Problem(Kind.NOT_FOUND, "There is nothing at this address."),
    RequestDataTooBig: lambda error: Problem(Kind.TOO_LARGE, "The body is larger than this endpoint takes."),
    MultiPartParserError: lambda error: Problem(Kind.UNREADABLE, f"The multipart body cannot be read: {error}."),
    UnreadablePostError: lambda error: Problem(Kind.UNREADABLE, "The body ended too early."),
    BadRequest: lambda error: Problem(Kind.UNREADABLE, "The request is malformed."),
    SuspiciousOperation: lambda error: Problem(Kind.UNREADABLE, "The request is malformed."),
    HttpError: lambda error: Problem(Kind.UNREADABLE, str(error)),
}
"""The first that fits holds."""
