"""What went wrong, as `application/problem+json` (RFC 9457): one form for every error of the interface."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
from django.http import HttpResponse

from rapport.core.errors import UserError

CONTENT_TYPE = "application/problem+json"
REFERENCE = "/api/v1/docs"
"""Where a person reads what a problem means."""


class Kind(Enum):
    """The problems there are: status, name in the address of its explanation, title, what to do about it."""

    UNREADABLE = (400, "unreadable", "The request cannot be read", "Correct the JSON, or the encoding of the body.")
    UNAUTHORIZED = (
        401,
        "unauthorized",
        "No valid API key",
        "Send a key as Authorization: Bearer rpt_…; a key that was revoked or has expired opens nothing.",
    )
    FORBIDDEN = (403, "forbidden", "The API key may not do this", "Make a key with the scope that the endpoint names.")
    NOT_FOUND = (404, "not-found", "There is no such thing", "It is not there, or belongs to another workspace.")
    NOT_ALLOWED = (
        405,
        "method-not-allowed",
        "This address does not understand the method",
        "The header Allow names those it does.",
    )
    CONFLICT = (409, "conflict", "This does not go with how things stand", "Read how things stand now, and decide anew.")
    TOO_LARGE = (413, "too-large", "The request is too large", "Send it in parts.")
    WRONG_TYPE = (
        415,
        "wrong-type",
        "The body is of a type that is not understood here",
        "The header Accept names the types that are; set Content-Type.",
    )
    INVALID = (
        422,
        "invalid",
        "Something in the request is not as it must be",
        "Each entry of errors says what, with a JSON pointer into the body or the name of the parameter.",
    )
    REFUSED = (422, "refused", "This cannot be done as asked", "The detail says what stands against it, and what to do.")
    TOO_MANY = (429, "too-many-requests", "Too many requests", "Wait for as many seconds as Retry-After says.")
    BROKEN = (500, "broken", "Something went wrong here", "Whoever runs the server finds the reason in its log.")
    BUSY = (503, "busy", "Not possible just now", "Try again after as many seconds as Retry-After says.")

    @property
    def status(self) -> int:
        return self.value[0]

    @property
    def key(self) -> str:
        return self.value[1]

    @property
    def title(self) -> str:
        return self.value[2]

    @property
    def advice(self) -> str:
        return self.value[3]

    @property
    def anchor(self) -> str:
        return f"problem-{self.key}"

    @property
    def address(self) -> str:
        return f"{REFERENCE}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where in the body (a JSON pointer), or which parameter or header, and what."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class Problem(Exception):  # noqa: N818  # RFC 9457 calls it so
    """Ends a request with a problem."""

    def __init__(
        self, kind: Kind, detail: str, faults: Sequence[Fault] = (), *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.headers = headers or {}

    def response(self) -> HttpResponse:
        """Return what the client gets."""
        said: dict[str, Any] = {  # Any: texts, a number and a list
            "type": self.kind.address,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.faults:
            said["errors"] = [
                {name: value for name in _FAULT_FIELDS if (value := getattr(fault, name)) is not None} for fault in self.faults
            ]
        return HttpResponse(msgspec.json.encode(said), status=self.kind.status, content_type=CONTENT_TYPE, headers=self.headers)


_FAULT_FIELDS = ("pointer", "parameter", "header", "detail")


@contextmanager
def told_as(kind: Kind) -> Iterator[None]:
    """Say what a UserError is in the terms of HTTP: NOT_FOUND for what is looked up by the address, CONFLICT, …"""
    try:
        yield
    except UserError as error:
        raise Problem(kind, str(error)) from error
