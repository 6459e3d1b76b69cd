"""What a shape of file is: something that can recognise itself in a reading and draft a mapping."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from rapport.collect.sources.mapping.guess.draft import Draft
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.core.registry import Registry

Recognise: TypeAlias = Callable[[Reading], Draft | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of file.

    Parameters
    ----------
    key : what people call such a file.
    kinds : of the interactions that it may draft; a hint for one of them chooses among the shapes that have it.
    recognise : drafts what is particular to the shape, with a confidence; None where the file is something else.
    """

    key: str
    kinds: tuple[str, ...]
    recognise: Recognise


SHAPES: Registry[Shape] = Registry("shape", Shape, attribute="SHAPES", folders=("rapport.collect.sources.mapping.guess.shapes",))
