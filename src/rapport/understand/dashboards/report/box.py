"""Rectangles on paper, in points; y grows upwards, as in PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def inside(self, *, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> "Box":
        """Return the box without margins."""
        return Box(self.x + left, self.y + bottom, self.width - left - right, self.height - bottom - top)
