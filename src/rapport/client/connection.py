"""Sends requests, and sends them again where that helps."""

import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

try:
    import httpx
except ImportError as error:
    raise ImportError("Rapport's client needs httpx. Install it with: pip install 'rapport[client]'") from error

from rapport.client.errors import ApiError, UnreachableError, error_of

Json = dict[str, Any]  # Any: a document
Documents = list[Json]

TRIES = 5
LONGEST_WAIT_S = 60.0
PACKED_FROM = 2_000
"""Bytes of a body from which compressing it pays."""


class Connection:
    """Talks to one server with one key. Thread-safe.

    Parameters
    ----------
    url : of the server, `https://cx.example.com`.
    key : an API key, `rpt_…`.
    timeout_s : how long to wait for an answer.
    sleep : waits before a request is sent again.
    """

    def __init__(self, url: str, key: str, *, timeout_s: float = 60, sleep: Callable[[float], None] = time.sleep) -> None:
        self._http = httpx.Client(
            base_url=f"{url.rstrip('/').removesuffix('/api/v1')}/api/v1",
            headers={"Authorization": f"Bearer {key}", "Accept": "application/json", "User-Agent": "rapport-client"},
            timeout=timeout_s,
        )
        self._sleep = sleep

    def get(self, path: str, **query: object) -> Any:  # Any: what the reference shows
        """Read a document."""
        return self._send("GET", path, params=_query(query)).json()

    def file(self, path: str, **query: object) -> bytes:
        """Read a file."""
        return self._send("GET", path, params=_query(query)).content

    def pages(self, path: str, **query: object) -> Iterator[Json]:
        """Go through all pages of a list, an item at a time."""
        cursor: str | None = None
        while True:
            page = self.get(path, **query, cursor=cursor)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def post(self, path: str, body: object = None, **query: object) -> Any:  # Any: what the reference shows
        """Do something. It is done once, however often it has to be sent."""
        return _document(self._send("POST", path, params=_query(query), **_packed(body)))

    def put(self, path: str, body: object = None) -> Any:  # Any: what the reference shows
        """Set something."""
        return _document(self._send("PUT", path, **_packed(body)))

    def patch(self, path: str, body: object) -> Any:  # Any: what the reference shows
        """Change parts of something."""
        return _document(self._send("PATCH", path, **_packed(body)))

    def delete(self, path: str) -> Any:  # Any: what the reference shows
        """Take something away."""
        return _document(self._send("DELETE", path))

    def upload(self, path: str, file: Path, fields: Mapping[str, str | None]) -> Any:  # Any: what the reference shows
        """Send a file with what is said about it. It is read as it is sent, so it may be larger than the memory."""
        said = {field: value for field, value in fields.items() if value is not None}
        return _document(self._send("POST", path, file=file, data=said))

    def close(self) -> None:
        self._http.close()

    # Any: arguments of httpx.
    def _send(self, method: str, path: str, *, file: Path | None = None, **request: Any) -> httpx.Response:
        headers = {**request.pop("headers", {}), **({"Idempotency-Key": str(uuid4())} if method == "POST" else {})}
        for attempt in range(TRIES):
            is_last = attempt == TRIES - 1
            try:
                response = self._try(method, path, file, headers=headers, **request)
            except httpx.TransportError as error:
                if is_last:
                    raise UnreachableError(0, {"detail": f"{self._http.base_url} does not answer: {error}"}) from error
                self._sleep(_backoff(attempt))
                continue
            if response.is_success:
                return response
            wait_s = _wait_asked_for(response, attempt)
            if wait_s is None or is_last:
                raise _error(response)
            self._sleep(wait_s)
        raise AssertionError("unreachable")  # the last attempt returns or raises

    def _try(self, method: str, path: str, file: Path | None, **request: Any) -> httpx.Response:
        if file is None:
            return self._http.request(method, path, **request)
        with file.open("rb") as opened:
            return self._http.request(method, path, files={"file": (file.name, opened)}, **request)


def _wait_asked_for(response: httpx.Response, attempt: int) -> float | None:
    """Return how long to wait before trying again; None where that would not help."""
    said = response.headers.get("Retry-After", "")
    if response.status_code in (409, 429, 503) and said.isdigit():
        return float(said) if float(said) <= LONGEST_WAIT_S else None
    return _backoff(attempt) if response.status_code in (502, 503, 504) else None


def _backoff(attempt: int) -> float:
    return float(2**attempt * 0.25 * random.uniform(0.5, 1.5))  # noqa: S311  # spreads clients out, hides nothing


def _error(response: httpx.Response) -> ApiError:
    try:
        problem = response.json()
    except ValueError:
        problem = None
    return error_of(response.status_code, problem if isinstance(problem, dict) else {"detail": response.text[:500]})


def _document(response: httpx.Response) -> Any:  # Any: what the reference shows
    return response.json() if response.content else None


def _query(given: Mapping[str, object]) -> list[tuple[str, str]]:
    """Write parameters: a trailing `_` keeps a name of Python apart (`from_`), None is not sent, a list is sent item by item."""
    written = []
    for name, value in given.items():
        values = value if isinstance(value, list | tuple) else [value]
        written += [(name.rstrip("_"), _plain(each)) for each in values if each is not None]
    return written


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _packed(body: object) -> Json:
    if body is None:
        return {}
    content = json.dumps(body, default=written, allow_nan=False).encode()
    headers = {"Content-Type": "application/json"}
    if len(content) < PACKED_FROM:
        return {"content": content, "headers": headers}
    return {"content": gzip.compress(content, compresslevel=5), "headers": headers | {"Content-Encoding": "gzip"}}


def written(value: object) -> object:
    """Write what JSON does not know: moments, days, exact numbers, ids, and the numbers of numpy."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, UUID):
        return str(value)
    if callable(item := getattr(value, "item", None)):
        return item()
    raise TypeError(f"{type(value).__name__} cannot be sent; make it a text or a number")
