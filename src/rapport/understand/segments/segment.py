"""A segment as other packages see it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """A filter with a name.

    Parameters
    ----------
    key : as in addresses (``?segment=key``) and on the command line; it stays when the segment is renamed.
    where : the filter, such as ``country = DE and did(order_placed, 90d)``.
    """

    id: int
    workspace: str
    key: str
    name: str
    where: str
    description: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class SegmentDraft:
    """What a person typed to make or change a segment."""

    name: str
    where: str
    description: str = ""
