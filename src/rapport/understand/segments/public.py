"""The door to segments: named filters. What counts their people is imported late, since the metrics' pages know segments."""

from rapport.understand.segments.actions import add_segment, change_segment, delete_segment
from rapport.understand.segments.queries import get_segment, list_segments, segment_where
from rapport.understand.segments.segment import Segment, SegmentDraft

__all__ = [
    "Segment",
    "SegmentDraft",
    "add_segment",
    "change_segment",
    "delete_segment",
    "get_segment",
    "list_segments",
    "segment_where",
]
