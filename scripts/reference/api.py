"""The REST interface, as a page and as an OpenAPI document."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import yaml

from reference.markdown import block, code, codes, table

if TYPE_CHECKING:
    from rapport.serve.api.reference import Content, Field, Operation


def api() -> Iterator[str]:
    from rapport.accounts.public import SCOPES
    from rapport.serve.api.reference import paragraphs, problems, sections

    yield "# REST API\n"
    for paragraph in paragraphs():
        yield f"{paragraph}\n"
    yield "The same as OpenAPI 3.1: [openapi.yaml](openapi.yaml), or `/api/v1/openapi.json` of your server.\n"
    yield "## Scopes\n"
    yield from table(("scope", "lets a key"), ((code(scope.key), scope.meaning) for scope in SCOPES))
    for section in sections():
        yield f"## {section.title}\n"
        yield f"{section.about}\n"
        for operation in section.operations:
            yield from _operation(operation)
    yield "## Problems\n"
    yield from table(
        ("status", "type", "what it says", "what to do"),
        ((str(each.status), code(each.key), each.title, each.advice) for each in problems()),
    )


def _operation(operation: "Operation") -> Iterator[str]:
    yield f"### {operation.summary} {{ #{operation.name} }}\n"
    yield block(f"{operation.method} /api/v1{operation.path}", "http")
    for paragraph in operation.about:
        yield f"{paragraph}\n"
    yield f"Scope: {code(operation.scope)}.\n" if operation.scope else "Any valid key may ask.\n"
    if operation.parameters:
        yield from _fields(("parameter", "in", "type", "meaning"), operation.parameters, with_place=True)
    if operation.body:
        yield f"Body, {codes(operation.body.media_types.split(', '))}:\n"
        yield from _content(operation.body)
    if operation.answer:
        yield f"Answer {operation.status}, {codes(operation.answer.media_types.split(', '))}:\n"
        yield from _content(operation.answer)
    else:
        yield f"Answer {operation.status}: nothing, it is done.\n"


def _content(content: "Content") -> Iterator[str]:
    if content.about:
        yield f"{content.about}\n"
    if content.fields:
        yield from _fields(("field", "type", "meaning"), content.fields, with_place=False)
    if content.example:
        yield block(content.example, "json")


def _fields(head: tuple[str, ...], fields: "tuple[Field, ...]", *, with_place: bool) -> Iterator[str]:
    yield from table(head, (_row(field, with_place=with_place) for field in fields))


def _row(field: "Field", *, with_place: bool) -> tuple[str, ...]:
    name = f"**{code(field.name)}**" if field.is_required else code(field.name)
    place = (field.place,) if with_place else ()
    return (name, *place, field.type, field.about)


def openapi_yaml() -> str:
    """Return the OpenAPI document as YAML, whose differences people can read."""
    from rapport.serve.api.openapi import openapi

    class Plain(yaml.SafeDumper):
        """Writes everything out: anchors for what occurs twice are shorter, and nobody can read them."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    Plain.add_representer(str, _as_people_write)
    return yaml.dump(openapi(), Dumper=Plain, allow_unicode=True, sort_keys=False, width=120)


def _as_people_write(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Texts of several lines stand as such, the others as YAML likes best."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
