"""What every document of the interface has in common."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

MOMENT = "2026-01-31T12:00:00Z"
"""Of the examples."""


class Described(BaseModel):
    """A form of JSON that the reference shows with an example."""

    EXAMPLE: ClassVar[Any] = None  # Any: JSON


class Document(Described):
    """An answer. Tests refuse a field that is not told here; clients have to bear one, so that more can be told later."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema.pop("additionalProperties", None)
        return schema


class Body(Described):
    """What a client sends: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Page(Document):
    """A part of a list. `next` is the cursor of the following page; null on the last."""

    next: str | None


def examples() -> dict[str, Any]:
    """Return the example of each document by its name."""
    found: dict[str, Any] = {}
    waiting = list(Described.__subclasses__())
    for each in waiting:
        waiting += each.__subclasses__()
        if "EXAMPLE" in each.__dict__:
            found[each.__name__] = each.EXAMPLE
    return found
