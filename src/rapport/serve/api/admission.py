"""Who may come in, and with what: checked in this order before an endpoint is called."""

import zlib
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from ninja.security.base import AuthBase

from rapport.accounts.public import authenticate_key
from rapport.serve.api.endpoint import MULTIPART, Endpoint
from rapport.serve.api.problems import Kind, Problem
from rapport.serve.api.rate_limit import LIMITER, exceeded
from rapport.serve.api.request import ApiRequest

if TYPE_CHECKING:
    from rapport.accounts.public import ApiAccess

SCHEME = "ApiKey"


class Admission(AuthBase):
    """The gate of one endpoint, called by ninja."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__()
        self._endpoint = endpoint

    def __call__(self, request: HttpRequest) -> "ApiAccess":
        asked = cast(ApiRequest, request)
        _refuse_nul(request.path)
        asked.auth = _check_key(request)
        asked.workspace, asked.actor = asked.auth.workspace, asked.auth.actor
        _check_quota(asked)
        self._check_scope(asked)
        if self._endpoint.takes and self._endpoint.takes.types:
            self._check_type(request)
            _take_body(request, most_bytes=self._endpoint.takes.most_bytes)
        return asked.auth

    def _check_scope(self, request: ApiRequest) -> None:
        needed = self._endpoint.needs
        if needed and needed not in request.auth.scopes:
            raise Problem(
                Kind.FORBIDDEN,
                f"This needs the scope {needed}, which the key “{request.auth.name}” does not have.",
                headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'},
            )

    def _check_type(self, request: HttpRequest) -> None:
        types = self._endpoint.takes.types if self._endpoint.takes else ()
        if request.content_type in types or not _has_body(request):
            return
        said = request.content_type or "nothing"
        raise Problem(
            Kind.WRONG_TYPE,
            f"The header Content-Type says {said}; send {' or '.join(types)}.",
            headers={"Accept": ", ".join(types)},
        )


def _refuse_nul(address: str) -> None:
    """No database keeps the character NUL in a text."""
    if "\0" in address:
        raise Problem(Kind.INVALID, "The address holds the character NUL, which no text can.")


def _check_key(request: HttpRequest) -> "ApiAccess":
    header = request.headers.get("Authorization", "")
    if not header.lower().startswith("bearer "):
        raise Problem(
            Kind.UNAUTHORIZED,
            "Send an API key in the header: Authorization: Bearer rpt_…  Keys are made in the settings of a workspace.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    access = authenticate_key(header)
    if access is None:
        raise Problem(
            Kind.UNAUTHORIZED,
            "The API key is not known, was revoked or has expired. Make another in the settings of the workspace.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    return access


def _check_quota(request: ApiRequest) -> None:
    request.quota, is_within = LIMITER.spend(request.auth.key_id, limit=request.auth.requests_per_minute)
    if not is_within:
        raise exceeded(request.quota)


def _has_body(request: HttpRequest) -> bool:
    return request.META.get("CONTENT_LENGTH") not in (None, "", "0") or "Transfer-Encoding" in request.headers


def _take_body(request: HttpRequest, *, most_bytes: int) -> None:
    """Read the body up to a limit; Django then finds it read. A multipart body is left to Django, which keeps files on disk."""
    if _said_length(request) > most_bytes:
        raise _too_large(most_bytes)
    if request.content_type == MULTIPART:
        return
    body = request.read(most_bytes + 1)
    if request.headers.get("Content-Encoding", "identity").lower() == "gzip":
        body = _unzipped(body, most_bytes=most_bytes)
    elif request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(
            Kind.WRONG_TYPE, "The only Content-Encoding that is understood is gzip.", headers={"Accept-Encoding": "gzip"}
        )
    if len(body) > most_bytes:
        raise _too_large(most_bytes)
    request._body = body


def _said_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Problem(Kind.UNREADABLE, "The header Content-Length is no number.") from error


def _unzipped(body: bytes, *, most_bytes: int) -> bytes:
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = unzip.decompress(body, most_bytes + 1)
    except zlib.error as error:
        raise Problem(Kind.UNREADABLE, "The body is not gzip, as Content-Encoding says.") from error
    if len(plain) <= most_bytes and not unzip.eof:
        raise Problem(Kind.UNREADABLE, "The gzip body ends too early.")
    return plain


def _too_large(most_bytes: int) -> Problem:
    return Problem(Kind.TOO_LARGE, f"A body may have {most_bytes / 1_000_000:g} MB here. Send it in parts.")
