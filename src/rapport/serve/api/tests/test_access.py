"""A walk over every endpoint: no key, an old key, the wrong scope, another workspace."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.accounts import models
from rapport.core import clock
from rapport.serve.api.endpoint import Endpoint
from rapport.serve.api.openapi import endpoints, openapi
from rapport.serve.api.tests.everything import Everything
from rapport.serve.api.tests.shop import ALL_SCOPES, Caller

ENDPOINTS = {endpoint.name: endpoint for endpoint in endpoints()}
NAMED = {name: endpoint for name, endpoint in ENDPOINTS.items() if "{" in endpoint.path}


def body_of(endpoint: Endpoint) -> Any:
    """The body that the reference shows."""
    operation = openapi()["paths"][endpoint.path][endpoint.method.lower()]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return content.get("example") or schema.get("examples", [None])[0]
    return None


def send(caller: Caller, endpoint: Endpoint, path: str) -> Any:
    if endpoint.takes and endpoint.takes.types == ("multipart/form-data",):
        return caller.upload(path, {})
    return caller.send(endpoint.method, path, body_of(endpoint))


@pytest.mark.parametrize("name", ENDPOINTS)
def test_without_a_key_nothing_is_told(name: str, db: None) -> None:
    endpoint = ENDPOINTS[name]
    for header in ("", "Bearer ", "Bearer rpt_unknown_key", "Basic dXNlcjpwYXNz", "Bearer rpt_abc_"):
        response = Client().generic(endpoint.method, f"/api/v1{endpoint.path}", headers={"Authorization": header})

        assert (response.status_code, response.json()["status"]) == (401, 401)
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_key_that_has_expired_or_was_revoked_opens_nothing(alice: Caller) -> None:
    assert alice.get("/").status_code == 200
    models.ApiKey.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert alice.get("/").status_code == 401
    models.ApiKey.objects.update(expires_at=None, revoked_at=clock.now())
    assert alice.get("/").status_code == 401


def test_every_endpoint_but_one_needs_a_scope() -> None:
    assert [name for name, endpoint in ENDPOINTS.items() if endpoint.needs is None] == ["who_am_i"]


@pytest.mark.parametrize("name", [name for name, endpoint in ENDPOINTS.items() if endpoint.needs])
def test_a_key_with_every_other_scope_is_refused(name: str, alice: Caller) -> None:
    endpoint = ENDPOINTS[name]
    caller = Caller(alice.workspace, set(ALL_SCOPES) - {endpoint.needs})

    response = send(caller, endpoint, re.sub("{.+?}", "1", endpoint.path))

    assert (response.status_code, response.json()["status"]) == (403, 403)
    assert f'scope="{endpoint.needs}"' in response["WWW-Authenticate"]


NOT_OF_A_WORKSPACE = {"show_metric"}


def test_what_belongs_to_another_workspace_is_not_found(shop: Caller, charlie: Caller, theirs: Everything) -> None:
    leaks = []
    for name, endpoint in NAMED.items():
        if name in NOT_OF_A_WORKSPACE:
            continue
        address = theirs.address_of(endpoint)
        ours = send(shop, endpoint, address).status_code
        owners = send(charlie, endpoint, address).status_code if endpoint.method == "GET" else 200
        if (ours, owners) != (404, 200):
            leaks.append((name, ours, owners))

    assert leaks == []
    assert charlie.get(f"/people/{theirs.names['person']}/notes").json()[0]["text"] == "theirs"


def test_lists_hold_nothing_of_another_workspace(alice: Caller, charlie: Caller, theirs: Everything) -> None:
    for name, endpoint in ENDPOINTS.items():
        if endpoint.method == "GET" and "{" not in endpoint.path:
            response = alice.get(endpoint.path, {"metric": "interactions"} if name == "ask_by_address" else None)
            text = b"".join(response) if response.streaming else response.content
            for words in (b"Person 1", b"Theirs", b"their-import", b"theirs.csv", b"charlie"):
                assert words not in text, (name, words)
