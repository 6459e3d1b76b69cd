"""The door to segments: named filters, their size, and the names and values that the data have.

The pages of the metrics, which segments ask for their size, use segments too; they import this door late.
"""

from rapport.understand.segments.actions import add_segment, change_segment, delete_segment
from rapport.understand.segments.queries import get_segment, list_segments, segment_where
from rapport.understand.segments.segment import Segment, SegmentDraft
from rapport.understand.segments.size import SegmentSize, size_of
from rapport.understand.segments.suggestions import KnownName, NameType, dimension_names, known_names, known_values, trait_names

__all__ = [
    "KnownName",
    "NameType",
    "Segment",
    "SegmentDraft",
    "SegmentSize",
    "add_segment",
    "change_segment",
    "delete_segment",
    "dimension_names",
    "get_segment",
    "known_names",
    "known_values",
    "list_segments",
    "segment_where",
    "size_of",
    "trait_names",
]
