"""Changes the texts inside of JSON."""

from collections.abc import Callable
from typing import Any

import msgspec


def change_texts(document: str, change: Callable[[str], str]) -> str:
    """Return a JSON document with each text changed; a whole number becomes a text where it changes as one."""
    return msgspec.json.encode(_changed(msgspec.json.decode(document), change)).decode()


def _changed(value: Any, change: Callable[[str], str]) -> Any:  # Any: JSON
    match value:
        case str():
            return change(value)
        case bool() | float() | None:
            return value
        case int():
            return value if (text := change(str(value))) == str(value) else text
        case list():
            return [_changed(one, change) for one in value]
        case dict():
            return {key: _changed(one, change) for key, one in value.items()}
    return value
