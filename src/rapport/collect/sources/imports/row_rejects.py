"""Rejected rows as the spool keeps them."""

import msgspec

from rapport.collect.sources.mapping.run import MappedPart
from rapport.spool.public import Reject

RAW = "$raw"
"""The key under which a row that could not be split into cells keeps its text."""


def to_rejects(part: MappedPart, *, import_id: str, source: str, mapping: str, file: str) -> list[Reject]:
    """Return what was refused in a part: lines that could not be read, and rows that could not be mapped."""
    unreadable = [
        Reject(import_id, source, mapping, file, bad.row_number, _raw_json(bad.raw), bad.reason, bad.detail)
        for bad in part.unreadable
    ]
    return unreadable + [
        Reject(import_id, source, mapping, file, row.row_number, row.row, row.reason, row.detail) for row in part.mapped.rejects
    ]


def _raw_json(text: str) -> str:
    try:
        return msgspec.json.encode({RAW: text}).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode({RAW: text.encode("utf-8", "replace").decode()}).decode()
