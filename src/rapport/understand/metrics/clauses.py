"""Filters written from what somebody clicked: a row of an answer becomes the filter that asks for it alone."""

import re

from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.sums import KeyValue

_NAME = re.compile(r"[^\W\d][\w.]*")
_WORD = re.compile(r"[^\W\d]\w*")
_RESERVED = frozenset({"and", "or", "not", "in", "is", "empty", "true", "false", "contains", "matches"})


def both(*filters: str) -> str:
    """Join filters so that all must hold; empty ones are left out."""
    said = [text.strip() for text in filters if text.strip()]
    return said[0] if len(said) == 1 else " and ".join(f"({text})" for text in said)


def clause_of(key: Key) -> str:
    """Return the filter that keeps only a group: ``channel = web and trait.plan is empty``."""
    return " and ".join(f"{_name(name)} {_value(value)}" for name, value in key)


def _name(name: str) -> str:
    return name if _NAME.fullmatch(name) and name.lower() not in _RESERVED else f"[{name}]"


def _value(value: KeyValue) -> str:
    if value is None:
        return "is empty"
    if not isinstance(value, str):
        return f"= {value:g}"
    if _WORD.fullmatch(value) and value.lower() not in _RESERVED:
        return f"= {value}"
    return "= '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
