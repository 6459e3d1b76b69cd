"""What an endpoint says of itself, once: the gate, the answer and the reference all read it from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

JSON = "application/json"
NDJSON = "application/x-ndjson"
MULTIPART = "multipart/form-data"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Takes:
    """What a body may be.

    Parameters
    ----------
    types : media types.
    most_bytes : the longest body; files of a multipart body count as well.
    schemas : by media type, where ninja cannot work it out from the arguments of the endpoint.
    components : what `schemas` refer to.
    example : a body, shown in the reference.
    """

    types: tuple[str, ...] = (JSON,)
    most_bytes: int = MEGABYTE
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # Any: JSON schemas
    components: Mapping[str, Any] = field(default_factory=dict)
    example: object = None


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is a file and no document."""

    media_types: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address with a method.

    Parameters
    ----------
    name : of the function, unique; clients that are generated call their method so.
    needs : the scope that the key must have; None = any valid key.
    gives : the document of the answer, a pydantic type; a file; None = nothing (204).
    status : of success.
    takes : the body; None = there is none.
    changes : whether anything is different afterwards; a POST that changes something can be repeated with an Idempotency-Key.
    problems : statuses that can come beside those that any endpoint has.
    """

    name: str
    method: Method
    path: str
    needs: str | None
    gives: Any  # Any: a type, such as list[X], has no type of its own
    status: int = 200
    takes: Takes | None = None
    changes: bool = False
    problems: Sequence[int] = ()

    @property
    def can_repeat(self) -> bool:
        """Whether an Idempotency-Key is understood."""
        return self.method == "POST" and self.changes
