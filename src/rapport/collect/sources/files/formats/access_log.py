"""Access logs of web servers: common, combined, and combined with the virtual host before it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from rapport.collect.sources.files.format import FileFormat, Sample
from rapport.collect.sources.files.line_rows import read_line_rows
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import Cell, FileFacts, RowBatch
from rapport.core.notice import Notice

# https://httpd.apache.org/docs/2.4/logs.html#accesslog; nginx writes `combined` the same way.
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_LINE = re.compile(
    rf"(?:(\S+:\d+) )?(\S+) \S+ ([^\[]*?) \[([^\]]+)\] {_QUOTED} (\d{{3}}) (\d+|-)(?: {_QUOTED} {_QUOTED}(?:\s+(.*))?)?\s*$",
    re.DOTALL,
)
_REQUEST = re.compile(r"([A-Z][A-Z_-]*) (.*?)(?: (HTTP/[\d.]+))?$", re.DOTALL)
_TIME = re.compile(r"(\d{1,2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}

COLUMNS = ("address", "user", "time", "method", "path", "protocol", "status", "bytes", "referrer", "agent", "host", "more")
"""`host` is the virtual host where the line begins with it; `more` is what stands after the agent."""


def _sniff(sample: Sample) -> float:
    lines = [line for line in sample.text.split("\n")[:50] if line.strip()]
    matching = sum(1 for line in lines if parse_line(line.rstrip("\r")))
    return 0.95 if lines and matching >= len(lines) / 2 else 0.0


def _inspect(sample: Sample) -> FileFacts:
    return sample.facts("log", COLUMNS, encoding=sample.guess.encoding)


def _read(source: Input, facts: FileFacts, batch_rows: int) -> Iterator[RowBatch]:
    detail = Notice("This is no line of an access log; it may be cut off. For another log format give a pattern.")
    return read_line_rows(
        source, facts, batch_rows, parse=lambda text, _number: parse_line(text), reason="bad_log_line", detail=detail
    )


def parse_line(text: str) -> tuple[Cell, ...] | None:
    """Return the cells of `COLUMNS`, or None for a line of another kind. A dash, which means "not known", gives None."""
    found = _LINE.match(text)
    time = parse_log_time(found[4]) if found else None
    if not found or time is None:
        return None
    host, address, user, _, request, status, size, referrer, agent, more = found.groups()
    parts = _REQUEST.match(request)
    # What scanners send is no HTTP request, yet it was a visit: the path keeps it.
    method, path, protocol = parts.groups() if parts else (None, _known(request), None)
    return (
        *(address, _known(user), time, method, path, protocol, int(status), int(size) if size != "-" else None),
        *(_known(referrer), _known(agent), host, more or None),
    )


def _known(value: str | None) -> str | None:
    return None if value is None or value in ("-", "") else value.replace('\\"', '"')


@lru_cache(maxsize=4096)
def parse_log_time(text: str) -> datetime | None:
    """Parse `10/Oct/2000:13:55:36 -0700` or an ISO time with an offset; None when it is neither."""
    found = _TIME.match(text)
    try:
        if not found:
            time = datetime.fromisoformat(text)
            return time if time.tzinfo else None
        day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        return datetime(
            int(year), _MONTHS[month], int(day), int(hour), int(minute), min(int(second), 59), tzinfo=timezone(offset)
        )
    except (ValueError, KeyError):
        return None


FORMATS = (FileFormat("log", "Access log of Apache or nginx", (".log",), _sniff, _inspect, _read),)
