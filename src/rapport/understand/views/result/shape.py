"""In which forms an answer can be shown."""

from enum import StrEnum

from rapport.understand.metrics.public import Question


class Shape(StrEnum):
    """A form."""

    FIGURE = "figure"
    """One figure, in large type."""
    LINES = "lines"
    """Over time: a line for each group, with its interval as a band."""
    BARS = "bars"
    """A bar for each group, or for each bucket of time, with its interval as a whisker."""
    GRID = "grid"
    """A table of two dimensions (or of groups over time), coloured by value."""
    TABLE = "table"
    """All figures as rows; stands below every other form as well."""


def shapes_of(question: Question) -> tuple[Shape, ...]:
    """Return the forms that suit a question, the best first."""
    match (question.grain is not None, len(question.breakdown)):
        case (False, 0):
            return (Shape.FIGURE, Shape.TABLE)
        case (False, 1):
            return (Shape.BARS, Shape.TABLE)
        case (False, _):
            return (Shape.GRID, Shape.BARS, Shape.TABLE)
        case (True, 0):
            return (Shape.LINES, Shape.BARS, Shape.TABLE)
    return (Shape.LINES, Shape.GRID, Shape.TABLE)


def shape_of(question: Question, wanted: str = "") -> Shape:
    """Return the form asked for where it suits, else the best one."""
    shapes = shapes_of(question)
    return next((shape for shape in shapes if shape == wanted), shapes[0])
