"""Every document is as its description says, and so is every example."""

import json
from pathlib import Path

import msgspec
import pytest
import yaml
from pydantic import TypeAdapter

from rapport.serve.api.documents.document import Described
from rapport.serve.api.endpoint import Endpoint, File
from rapport.serve.api.openapi import endpoints, openapi
from rapport.serve.api.tests.everything import Everything
from rapport.serve.api.tests.shop import Caller

ROOT = Path(__file__).parents[5]
READS = [endpoint for endpoint in endpoints() if endpoint.method == "GET" and not isinstance(endpoint.gives, File)]
QUERIES = {
    "ask_by_address": {"metric": "nps", "every": "month", "by": "country", "compare": "2025"},
    "find": {"search": "Person 1"},
}


def test_every_answer_is_as_described(charlie: Caller, theirs: Everything) -> None:
    for endpoint in READS:
        answer = charlie.get(theirs.address_of(endpoint), QUERIES.get(endpoint.name))

        assert answer.status_code == 200, (endpoint.name, answer.content)
        TypeAdapter(endpoint.gives).validate_json(answer.content)


def _described() -> list[type[Described]]:
    found = list(Described.__subclasses__())
    for each in found:
        found += each.__subclasses__()
    return [each for each in found if "EXAMPLE" in each.__dict__]


@pytest.mark.parametrize("document", _described(), ids=lambda document: document.__name__)
def test_every_example_is_as_described(document: type[Described]) -> None:
    document.model_validate(document.EXAMPLE)


def test_every_endpoint_has_examples() -> None:
    def named(schema: dict[str, object]) -> bool:
        found = schema.get("items", schema.get("additionalProperties", schema))
        assert isinstance(found, dict)
        name = str(found.get("$ref", "")).rpartition("/")[2]
        return not name or "examples" in openapi()["components"]["schemas"][name]

    lacking = []
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            success = next(iter(operation["responses"].values()))
            bodies = [*operation.get("requestBody", {}).get("content", {}).values(), *success.get("content", {}).values()]
            if not all(named(body["schema"]) or "example" in body for body in bodies):
                lacking.append(f"{method} {path}")
    assert lacking == []


def test_what_is_published_is_what_is_served() -> None:
    """The differences of this file are those that clients see. `make docs` writes it anew."""
    published = yaml.safe_load((ROOT / "docs" / "reference" / "openapi.yaml").read_text(encoding="utf-8"))

    assert published == json.loads(msgspec.json.encode(openapi())), "run `make docs`, and look at the difference"


def test_no_two_endpoints_have_one_name() -> None:
    names = [endpoint.name for endpoint in endpoints()]

    assert len(names) == len(set(names))
    assert all(isinstance(endpoint, Endpoint) for endpoint in endpoints())
