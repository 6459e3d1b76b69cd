"""A workspace with people in it, and clients that hold keys to it."""

import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.test import Client

from rapport.accounts.public import SCOPES, Workspace, create_api_key
from rapport.core.home import current_home
from rapport.record.digest.public import Digest
from rapport.record.store.public import current_store
from rapport.spool.public import open_spool

ALL_SCOPES = tuple(scope.key for scope in SCOPES)


class Caller:
    """Somebody who holds a key; answers are checked to be of the form that every answer has."""

    def __init__(self, workspace: Workspace, scopes: Iterable[str] = ALL_SCOPES, *, requests_per_minute: int = 100_000) -> None:
        self.workspace = workspace
        self.token = create_api_key(workspace, "warehouse", scopes, requests_per_minute=requests_per_minute)
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, query: Any = None, **headers: str) -> Any:  # Any: Django's response with what its test client adds
        return _whole(self._client.get(f"/api/v1{path}", query, headers=self._headers(headers)))

    def send(self, method: str, path: str, body: object = None, *, content_type: str = "application/json", **headers: str) -> Any:
        data = body if isinstance(body, bytes | str) else "" if body is None else json.dumps(body)
        return _whole(
            self._client.generic(method, f"/api/v1{path}", data, content_type=content_type, headers=self._headers(headers))
        )

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def upload(self, path: str, fields: dict[str, Any], **headers: str) -> Any:
        return self._client.post(f"/api/v1{path}", fields, headers=self._headers(headers))

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} | {name.replace("_", "-"): value for name, value in headers.items()}


def _whole(response: Any) -> Any:  # Any: Django's response with what its test client adds
    """Read a file that is answered to its end, as a server does, which closes it."""
    if response.streaming:
        response.streaming_content = [response.getvalue()]
    return response


def digest(workspace: Workspace) -> None:
    """Store what waits in the spool, as the owner process does."""
    with open_spool(current_home().workspace(workspace.slug).spool) as spool:
        digest = Digest(workspace, spool, current_store(workspace.slug))
        while digest.run_once():
            pass


@contextmanager
def digesting(workspace: Workspace) -> Iterator[None]:
    """Store what is handed over while somebody waits for it, as the owner's thread does."""
    has_ended = threading.Event()

    def run() -> None:
        while not has_ended.is_set():
            digest(workspace)
            time.sleep(0.02)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        has_ended.set()
        thread.join()


def answered(number: int, *, score: object = 9, month: int = 1, country: str = "LV", **fields: object) -> dict[str, object]:
    """Return an answer to a survey by somebody of that number."""
    return {
        "source_id": f"answer-{number}-{month}",
        "kind": "survey_answered",
        "occurred_at": f"2026-{month:02}-{1 + number % 28:02}T12:00:00Z",
        "identifiers": [{"type": "email", "value": f"person{number}@example.com"}],
        "metric": "nps",
        "score": score,
        "scale_min": 0,
        "scale_max": 10,
        "dimensions": {"country": country},
        "traits": {"name": f"Person {number}"},
        "text": f"Comment {number}",
    } | fields


def fill(caller: Caller, rows: Iterable[dict[str, object]] | None = None) -> None:
    """Deliver rows through the API, and store them; without rows, forty answers in two months and two countries."""
    if rows is None:
        rows = [
            answered(number, score=number % 11, month=month, country=("LV", "TH")[number % 2])
            for month in (1, 2)
            for number in range(20)
        ]
    response = caller.post("/interactions?source=shop", list(rows))
    assert response.status_code == 202, response.content
    digest(caller.workspace)
