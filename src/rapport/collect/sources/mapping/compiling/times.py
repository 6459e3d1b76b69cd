"""The getter of a time: format decided by evidence, zone, and what is added on the wall clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from rapport.collect.sources.files.read import until_damage
from rapport.collect.sources.mapping.cells import Bad, Cell, shorten, text_of
from rapport.collect.sources.mapping.compiling.binder import Binder
from rapport.collect.sources.mapping.compiling.getters import Getter, chain, rows_getter
from rapport.collect.sources.mapping.document import Plus, TimeField, words
from rapport.collect.sources.mapping.expressions import as_number
from rapport.collect.sources.mapping.frame import Frame
from rapport.collect.sources.mapping.times.choose import SELF_EVIDENT, Evidence, FormatChoice, choose_format
from rapport.collect.sources.mapping.times.moments import reader_named, to_microseconds, wall_clock_reader
from rapport.collect.sources.mapping.values.durations import SECONDS
from rapport.core.notice import Notice, Quoted, notice_of, together

_SAMPLE = 2_000
_ROWS_RESCANNED = 2_000_000


def time_getter(binder: Binder, spec: str | TimeField, path: str, *, zone: str) -> Getter:
    """Return the getter of a moment, in microseconds since 1970 UTC.

    Raises
    ------
    UserError : the column holds no moments, its days and months cannot be told apart, or the zone is unknown.
    """
    form = spec if isinstance(spec, TimeField) else TimeField()
    place = find_zone(binder, form.zone or zone, path)
    formats = _formats(binder, spec, form, path)
    clock = wall_clock_reader(formats)
    if form.plus is None:
        return binder.field(
            spec, path, plain="column", read=chain(clock, lambda moment: to_microseconds(moment, place)), keeps_type=True
        )
    start = binder.field(spec, path, plain="column", read=clock, keeps_type=True)
    added, seconds = _plus(binder, form.plus, path)
    return rows_getter([start, added], lambda pair: _add(pair, seconds, place))


def _add(pair: tuple[Any, ...], seconds: float, zone: ZoneInfo) -> int | Bad | None:
    start, added = pair
    for value in pair:
        if value is None or type(value) is Bad:
            return value
    try:
        return to_microseconds(start + timedelta(seconds=float(added) * seconds), zone)
    except (OverflowError, ValueError):
        return Bad("bad_time", Notice("%(added)s cannot be added to %(start)s.", added=str(added), start=str(start)))


def _plus(binder: Binder, plus: str | Plus, path: str) -> tuple[Getter, float]:
    unit = plus.unit if isinstance(plus, Plus) else "s"

    def read(cell: Cell) -> Any:
        number = as_number(cell)
        if number is not None:
            return number
        return Bad(
            "bad_time",
            Notice("%(value)s is no number that can be added to a time.", value=Quoted(shorten(text_of(cell)))),
        )

    return binder.field(plus, f"{path}.plus", plain="column", read=read, keeps_type=True), SECONDS[unit]


def find_zone(binder: Binder, name: str, path: str) -> ZoneInfo:
    """Return an IANA zone; raise UserError that names one of that city."""
    if name in available_timezones():
        return ZoneInfo(name)
    wanted = name.replace(" ", "_").lower()
    close = [zone for zone in sorted(available_timezones()) if zone.lower().split("/")[-1] == wanted.split("/")[-1]]
    no_zone = Notice("there is no time zone %(name)s.", name=Quoted(name))
    hint = (
        Notice("Did you mean %(name)s?", name=close[0]) if close else Notice("Write it as Continent/City, as in Europe/Berlin.")
    )
    raise binder.error(path, together(no_zone, hint))


def _formats(binder: Binder, spec: str | TimeField, form: TimeField, path: str) -> tuple[str, ...]:
    given = words(form.format)
    try:
        for name in given:
            reader_named(name)
    except ValueError as error:
        raise binder.error(path, Notice("%(problem)s.", problem=notice_of(error))) from error
    return given or _found_formats(binder, spec, path)


def _found_formats(binder: Binder, spec: str | TimeField, path: str) -> tuple[str, ...]:
    raw = binder.field(spec, path, plain="column", read=None, keeps_type=True)
    cells = [raw.constant] if raw.is_constant else binder.cells(raw)
    texts = [text_of(cell).strip() for cell in cells if cell is not None and not isinstance(cell, date)]
    if not texts:
        return SELF_EVIDENT
    choice = choose_format(texts[:_SAMPLE])
    if choice is None:
        raise binder.error(path, _not_a_time(texts[0]))
    if choice.is_open and choice.evidence is not None:
        return _decide(binder, raw, choice, choice.evidence, path)
    return choice.formats


def _not_a_time(text: str) -> Notice:
    return Notice(
        "%(value)s is no moment that can be read. Is it the right column? If it is, give its format: %(example)s.",
        value=Quoted(shorten(text)),
        example='format: "%d/%m/%Y"',
    )


def _decide(binder: Binder, raw: Getter, choice: FormatChoice, evidence: Evidence, path: str) -> tuple[str, ...]:
    """Look through the rest of the file for a day above twelve; refuse to guess where there is none."""
    rows = 0
    for batch in until_damage(binder.rescan()):
        rows += len(batch.row_numbers)
        frame = Frame(dict(batch.columns), len(batch.row_numbers))
        evidence.weigh({text_of(cell).strip() for cell in raw.run(frame) if cell is not None})
        if evidence.day_first or evidence.month_first or rows > _ROWS_RESCANNED:
            break
    if not evidence.is_decided:
        raise binder.error(path, _undecided(evidence))
    return (*choice.formats[:-1], "dmy" if evidence.day_first else "mdy")


def _undecided(evidence: Evidence) -> Notice:
    examples = evidence.examples
    if evidence.day_first and evidence.month_first:
        return Notice(
            "some dates have the day first (%(day_first)s) and some the month (%(month_first)s). "
            "Split the file, or give one format: the other rows become rejects.",
            day_first=examples["day_first"],
            month_first=examples["month_first"],
        )
    return Notice(
        "%(example)s can be day/month or month/day, and no row of the file decides. Say which: format: dmy or format: mdy.",
        example=Quoted(examples.get("both", "")),
    )


def iso_reader(zone: ZoneInfo) -> Callable[[Cell], str | Bad | None]:
    """Return the reader of a trait that is a time: ISO 8601, in UTC."""
    clock = wall_clock_reader((*SELF_EVIDENT, "compact", "epoch_s", "epoch_ms"))

    def read(cell: Cell) -> str | Bad | None:
        moment = clock(cell)
        if not isinstance(moment, datetime):
            return moment
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")

    return read
