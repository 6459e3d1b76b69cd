"""Cells into moments: microseconds since 1970, UTC."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.times.choose import try_reader
from rapport.collect.sources.mapping.times.formats import READERS, Reader, strptime_reader
from rapport.core.notice import Notice, Quoted, either

_UNIX_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def reader_named(name: str) -> Reader:
    """Return the reader of a format name or `strptime` pattern; raise ValueError on one that does not exist."""
    if "%" in name:
        return strptime_reader(name)
    if name not in READERS:
        raise ValueError(
            Notice(
                "there is no time format %(name)s; known: %(known)s, or a pattern such as %(pattern)s",
                name=Quoted(name),
                known=list(READERS),
                pattern="%d/%m/%Y %H:%M",
            )
        )
    return READERS[name]


def wall_clock_reader(formats: Sequence[str]) -> Callable[[Cell], datetime | Bad | None]:
    """Return a function that reads a cell by the first of the formats that fits."""
    readers = [reader_named(name) for name in formats]
    tried = either(formats) if len(formats) < 3 else Notice("any known format")

    def read(cell: Cell) -> datetime | Bad | None:
        if isinstance(cell, datetime):
            return _check_year(cell, cell)
        if isinstance(cell, date):
            return _check_year(datetime(cell.year, cell.month, cell.day), cell)  # noqa: DTZ001  # naive = wall clock
        text = text_of(cell).strip()
        if not text:
            return None
        for reader in readers:
            if moment := try_reader(reader, text):
                return _check_year(moment, text)
        return Bad(
            "bad_time",
            Notice(
                "%(value)s is no moment in %(tried)s. Correct it, or give its format: time: {column: …, format: …}.",
                value=Quoted(shorten(text)),
                tried=tried,
            ),
        )

    return read


def _check_year(moment: datetime, cell: Cell) -> datetime | Bad:
    if _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return moment
    return Bad(
        "bad_time",
        Notice(
            "%(value)s lies outside the years %(first)s to %(last)s.",
            value=Quoted(shorten(text_of(cell))),
            first=str(_FIRST_YEAR),
            last=str(_LAST_YEAR),
        ),
    )


def to_microseconds(moment: datetime, zone: ZoneInfo) -> int:
    """Return microseconds since 1970 UTC; a naive moment is wall clock in `zone`.

    A time that the clock skips in spring is moved forward by the skipped hour; of a time that the clock shows twice in
    autumn the first is taken (PEP 495, fold 0).
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return (aware - _UNIX_ZERO) // _MICROSECOND
