"""The description of the API: whole, readable, and as it was last agreed on."""

import re

import pytest
from django.test import Client

from rapport.serve.api.openapi import endpoints, openapi
from rapport.serve.api.reference import sections


@pytest.fixture(scope="module")
def operations() -> dict[str, dict[str, object]]:
    return {each["operationId"]: each for methods in openapi()["paths"].values() for each in methods.values()}


def test_every_endpoint_says_what_it_does_and_needs(operations: dict[str, dict[str, object]]) -> None:
    assert len(operations) == len(list(endpoints()))
    for name, operation in operations.items():
        assert re.fullmatch(r"[A-Z].{4,70}\.", str(operation["summary"])), name
        assert len(str(operation["description"])) > 40, name
        assert operation["security"], name


def test_the_page_shows_every_endpoint_to_anybody(client: Client) -> None:
    page = client.get("/api/v1/docs")

    assert page.status_code == 200
    text = page.content.decode()
    assert [each.name for section in sections() for each in section.operations if f'id="{each.name}"' not in text] == []
    assert "style=" not in text
