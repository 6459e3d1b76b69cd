"""The reference as people read it, worked out of the OpenAPI document: for the page `/api/v1/docs` and for `docs/reference/`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapport.serve.api.openapi import ABOUT, openapi
from rapport.serve.api.problems import Kind

Json = dict[str, Any]  # Any: a document in JSON


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body or an answer. `name` is a path where it lies deeper: `rows[].key`."""

    name: str
    type: str
    is_required: bool
    about: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a body or an answer may hold."""

    media_types: str
    about: str
    fields: tuple[Field, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An endpoint."""

    name: str
    method: str
    path: str
    summary: str
    about: tuple[str, ...]
    scope: str
    parameters: tuple[Field, ...]
    body: Content | None
    status: str
    answer: Content | None
    problems: str


@dataclass(frozen=True, slots=True)
class Section:
    """A resource."""

    title: str
    anchor: str
    about: str
    operations: tuple[Operation, ...]


@cache
def sections() -> tuple[Section, ...]:
    """Return every resource with its endpoints, in the order of their addresses."""
    operations: dict[str, list[Operation]] = {}
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            operations.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    tags = openapi()["tags"]
    return tuple(
        Section(tag["name"], tag["name"].lower().replace(" ", "-"), tag["description"], tuple(operations[tag["name"]]))
        for tag in tags
    )


def paragraphs() -> tuple[str, ...]:
    """Return what is to be known of all endpoints."""
    return tuple(each.replace("\n", " ") for each in ABOUT.strip().split("\n\n"))


def problems() -> tuple[Kind, ...]:
    """Return the problems there are."""
    return tuple(Kind)


def _operation(path: str, method: str, operation: Json) -> Operation:
    status, success = next(iter(operation["responses"].items()))
    scopes = [scope for each in operation["security"] for needed in each.values() for scope in needed]
    *about, _scope = operation["description"].split("\n\n")
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"].rstrip("."),
        about=tuple(each.replace("\n", " ") for each in about if each != operation["summary"]),
        scope=", ".join(scopes),
        # The headers are the same everywhere, and told once at the beginning.
        parameters=tuple(_parameter(each) for each in operation["parameters"] if each["in"] != "header"),
        body=_content(operation["requestBody"]["content"]) if "requestBody" in operation else None,
        status=status,
        answer=_content(success["content"]) if "content" in success else None,
        problems=", ".join(each for each in operation["responses"] if each >= "304"),
    )


def _parameter(parameter: Json) -> Field:
    about = parameter.get("description", "")
    return Field(parameter["name"], _type(parameter["schema"]), parameter["required"], about, place=parameter["in"])


def _content(content: Json) -> Content:
    first = next(iter(content.values()))
    schema = _resolved(first["schema"])
    example = first.get("example", _example(first["schema"]))
    return Content(
        media_types=", ".join(content),
        about=_resolved(schema.get("items", schema)).get("description", "").partition("\n")[0],
        fields=tuple(_fields(first["schema"], "", frozenset())),
        example="" if example is None else json.dumps(example, indent=2, ensure_ascii=False),
    )


def _fields(schema: Json, path: str, seen: frozenset[str]) -> Iterator[Field]:
    """Yield the fields of a schema and what lies in them. A schema that holds itself is told once."""
    name = schema.get("$ref", "")
    if name in seen:
        return
    seen = seen | {name} if name else seen
    schema = _resolved(schema)
    if "anyOf" in schema:
        for option in schema["anyOf"]:
            yield from _fields(option, path, seen)
    elif "items" in schema:
        yield from _fields(schema["items"], f"{path}[]" if path else "", seen)
    elif "properties" in schema:
        for key, value in schema["properties"].items():
            here = f"{path}.{key}" if path else key
            yield Field(here, _type(value), key in schema.get("required", ()), _about(value))
            yield from _fields(value, here, seen)
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from _fields(schema["additionalProperties"], f"{path}.*" if path else "*", seen)


def _about(schema: Json) -> str:
    """Only what is said of this very field: what its document means is told where its fields are."""
    return str(schema.get("description", "")).partition("\n")[0]


def _type(schema: Json) -> str:
    schema = _resolved(schema)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(option) for option in schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "string" and "format" in schema:
        return f"{schema['format']}"
    return str(schema.get("type", "any"))


def _example(schema: Json) -> object:
    if "examples" in (found := _resolved(schema)):
        return found["examples"][0]
    if "items" in found and (item := _example(found["items"])) is not None:
        return [item]
    return None


def _resolved(schema: Json) -> Json:
    while "$ref" in schema:
        schema = openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
