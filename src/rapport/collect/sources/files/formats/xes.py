"""XES event logs (IEEE 1849): one row for each event, with the attributes of its trace under `case:`."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from xml.parsers import expat

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.records import RecordGatherer, columns_of
from rapport.collect.sources.files.rows import Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

_SAMPLE_EVENTS = 1_000
_BLOCK = 1 << 18


def _sniff(sample: Sample) -> float:
    return 0.95 if re.search(r"<(\w+:)?log[\s>]", sample.text[:4096]) and sample.text.lstrip()[:1] == "<" else 0.0


def _inspect(sample: Sample) -> FileFacts:
    columns = columns_of(islice(_events(sample.source, EventLog()), _SAMPLE_EVENTS), sample.source.limits.columns)
    if not columns:
        raise UnreadableFile(Notice("%(file)s is an XES log without any event that can be read.", file=sample.source.name))
    return sample.facts("xes", columns)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    gatherer = RecordGatherer(source, facts.columns, batch_rows)
    log = EventLog()
    for number, event in enumerate(_events(source, log), start=1):
        gatherer.add(event, number, weight=400)
        if gatherer.is_full:
            yield gatherer.take()
    if log.late_attributes:
        gatherer.warnings.append(
            Notice(
                "late_attributes: %(count)s attributes of cases stand after events; the events before them lack these.",
                count=log.late_attributes,
            )
        )
    yield from gatherer.rest()


def _events(source: Input, log: "EventLog") -> Iterator[dict[str, Cell]]:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = log.start, log.end
    # Entities can only be declared in a DTD, so without one nothing expands. defusedxml does the same at half the speed.
    parser.StartDoctypeDeclHandler = _refuse_dtd
    with source.open() as stream:
        try:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
                yield from log.take()
            if not stream.damage:
                parser.Parse(b"", True)
        except _HasDtd as error:
            raise UnreadableFile(
                Notice("%(file)s holds XML declarations that can harm (a DTD): it is not read.", file=source.name)
            ) from error
        except expat.ExpatError as error:
            yield from log.take()
            source.damage = Notice(
                "ends early or is broken at line %(line)s, column %(column)s", line=error.lineno, column=error.offset
            )


class _HasDtd(Exception):  # noqa: N818  # never leaves this module
    """The document declares types or entities, which no log needs."""


def _refuse_dtd(*_declaration: object) -> None:
    raise _HasDtd


class EventLog:
    """Receives the elements of a log and keeps nothing but the events not taken yet."""

    def __init__(self) -> None:
        self._ready: list[dict[str, Cell]] = []
        self._event: dict[str, Cell] | None = None
        self._case: dict[str, Cell] | None = None
        self._case_has_events = False
        self._open: list[tuple[str, list[Any] | None]] = []
        self.late_attributes = 0

    def take(self) -> list[dict[str, Cell]]:
        """Return the events that have been read since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "event":
            self._event = {}
        elif name == "trace":
            self._case, self._case_has_events = {}, False
        elif name in _VALUES:
            self._start_attribute(name, attributes)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "event" and self._event is not None:
            self._ready.append({**(self._case or {}), **self._event})
            self._event, self._case_has_events = None, True
        elif name == "trace":
            self._case = None
        elif name in _VALUES:
            self._open.pop()

    def _start_attribute(self, name: str, attributes: dict[str, str]) -> None:
        """Note the value; one inside another attribute is called `outer.inner`, those of a list become a list."""
        key, value = attributes.get("key", ""), attributes.get("value")
        outer_key, outer_list = self._open[-1] if self._open else ("", None)
        path = f"{outer_key}.{key}" if outer_key else key
        items: list[Any] | None = [] if name == "list" else None
        if outer_list is not None:
            outer_list.append(items if items is not None else _VALUES[name](value or ""))
        elif items is not None or value is not None:
            self._keep(path, items if items is not None else _VALUES[name](value or ""))
        self._open.append((path, items))

    def _keep(self, path: str, value: Cell) -> None:
        if self._event is not None:
            self._event[path] = value
        elif self._case is not None:
            self._case[f"case:{path}"] = value
            self.late_attributes += self._case_has_events


def _as_time(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _as_int(text: str) -> Cell:
    try:
        return int(text)
    except ValueError:
        return text


def _as_float(text: str) -> Cell:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if number - number == 0 else None


_VALUES: dict[str, Callable[[str], Cell]] = {
    "string": lambda text: text,
    "id": lambda text: text,
    "date": _as_time,
    "int": _as_int,
    "float": _as_float,
    "boolean": lambda text: text.strip().lower() in ("true", "1"),
    "list": lambda text: text,
    "container": lambda text: text,
}
"""What the value of each element is; a list or container has none of its own."""

FORMATS = (FileFormat("xes", "XES event log", (".xes",), _sniff, _inspect, _read),)
