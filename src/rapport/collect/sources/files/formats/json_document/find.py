"""Where in a JSON document the records are."""

from collections.abc import Iterator
from typing import Any

from rapport.collect.sources.files.formats.json_document.scan import BadValue, EndOfText, JsonScanner
from rapport.collect.sources.files.rows import BadRow
from rapport.core.notice import Notice

_DEEPEST = 3


def find_records(scanner: JsonScanner) -> str:
    """Return the path of the longest list of objects in a sample; "" when the documents themselves are records."""
    sizes: dict[str, int] = {}
    if scanner.peek() != "{":
        return ""
    try:
        _measure(scanner, "", sizes, 1)
    except (BadValue, EndOfText):
        pass  # the sample ends in the middle of a list, or there is a bad value in it; what was seen decides
    else:
        if scanner.peek() == "{":
            return ""
    return max(sizes, key=lambda path: sizes[path], default="")


def _measure(scanner: JsonScanner, prefix: str, sizes: dict[str, int], depth: int) -> None:
    for key in _keys(scanner):
        first, start = scanner.peek(), scanner.characters
        if first == "{" and depth < _DEEPEST:
            _measure(scanner, f"{prefix}{key}.", sizes, depth + 1)
        elif first == "[" and "." not in key:
            scanner.take("[")
            is_list_of_records = scanner.peek() == "{"
            try:
                _pass_over_rest(scanner)
            finally:  # the sample may end within the list
                if is_list_of_records:
                    sizes[prefix + key] = scanner.characters - start
        else:
            scanner.pass_over()


def _pass_over_rest(scanner: JsonScanner) -> None:
    """Step over what is left of a list."""
    while not scanner.take("]"):
        if not scanner.peek():
            raise EndOfText
        if not scanner.take(",") and not scanner.take("}") and not scanner.take(":"):
            scanner.pass_over()


def iterate_records(scanner: JsonScanner, path: str) -> Iterator[Any | BadRow]:
    """Give the records at the path of every document in the text, and a `BadRow`, without its number, for each broken one."""
    usual: set[str] = set()
    scanner.looks_like_record = lambda value: isinstance(value, dict) and len(usual & value.keys()) * 2 > len(usual)
    while scanner.peek():
        start = scanner.characters
        for value in _at_path(scanner, path.split(".") if path else []):
            if isinstance(value, dict) and len(value) >= len(usual) / 2:
                usual = set(value)
            yield value
        if scanner.characters == start and not scanner.take(scanner.peek()):
            return


def _at_path(scanner: JsonScanner, parts: list[str]) -> Iterator[Any]:
    if scanner.peek() == "[":
        yield from _elements(scanner, parts)
    elif not parts:
        yield _value(scanner)
    elif scanner.peek() == "{":
        for key in _keys(scanner):
            if key == parts[0]:
                yield from _at_path(scanner, parts[1:])
            else:
                scanner.pass_over()
    else:
        scanner.pass_over()


def _elements(scanner: JsonScanner, parts: list[str]) -> Iterator[Any]:
    scanner.take("[")
    while not scanner.take("]"):
        if not scanner.peek():
            raise EndOfText
        start = scanner.characters
        if parts:
            yield from _at_path(scanner, parts)
        else:
            yield _value(scanner)
        if scanner.characters == start:
            scanner.take(scanner.peek())  # a bracket or colon that belongs nowhere
        scanner.take(",")


def _keys(scanner: JsonScanner) -> Iterator[str]:
    """Give each key of the object that comes next; whoever asks takes or passes over its value."""
    scanner.take("{")
    while not scanner.take("}"):
        if not scanner.peek():
            raise EndOfText
        key = scanner.value()
        if not scanner.take(":"):
            raise BadValue(str(key)[:100], "bad_json", Notice("A colon is missing after a key."))
        yield str(key)
        scanner.take(",")


def _value(scanner: JsonScanner) -> Any:
    try:
        return scanner.value()
    except BadValue as bad:
        return BadRow(0, bad.raw, bad.reason, bad.detail)
