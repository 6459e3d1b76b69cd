"""Business hours as people write them: ``Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00``."""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from itertools import groupby, pairwise

from rapport.accounts.workspace import BusinessInterval
from rapport.core.errors import UserError
from rapport.core.notice import Notice

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXAMPLE = "Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00"
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


def parse_business_hours(text: str) -> tuple[BusinessInterval, ...]:
    """Read business hours, sorted by day and time.

    ``24/7`` means always, an empty text or ``none`` means never. Hours over midnight (``Fri 22:00-02:00``) become two
    intervals. Raises UserError on anything else that cannot be read, and on hours that overlap.
    """
    if text.strip() == "24/7":
        text = "Mon-Sun 00:00-24:00"
    if text.strip().lower() in ("", "none"):
        return ()
    intervals = sorted(
        (interval for part in text.split(";") if part.strip() for interval in _part(part.strip())),
        key=lambda interval: (interval.weekday, interval.opens),
    )
    for one, following in pairwise(intervals):
        if one.weekday == following.weekday and following.opens < one.closes:
            raise UserError(Notice("The business hours of %(day)s overlap.", day=WEEKDAYS[one.weekday]))
    return tuple(_joined(intervals))


def format_business_hours(intervals: Iterable[BusinessInterval]) -> str:
    """Write intervals in the form that `parse_business_hours` reads; neighbouring days with the same hours share a part."""
    by_day: dict[int, list[str]] = {}
    for interval in intervals:
        by_day.setdefault(interval.weekday, []).append(f"{_clock(interval.opens)}-{_clock(interval.closes)}")
    hours = [(weekday, ",".join(by_day[weekday])) for weekday in sorted(by_day)]
    parts = []
    # Days in a row with equal hours share the difference between weekday and position.
    for (_, text), run in groupby(enumerate(hours), key=lambda item: (item[1][0] - item[0], item[1][1])):
        days = [weekday for _, (weekday, _) in run]
        name = WEEKDAYS[days[0]] if len(days) == 1 else f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
        parts.append(f"{name} {text}")
    return "; ".join(parts)


def _part(part: str) -> Iterator[BusinessInterval]:
    days, _, hours = part.partition(" ")
    # A space after a comma belongs to the list of days when what follows is no time.
    while hours and not hours.lstrip()[0].isdigit():
        more, _, hours = hours.lstrip().partition(" ")
        days += more
    for opens, closes in [_hours(text) for text in hours.split(",")]:
        for weekday in _days(days):
            yield from _intervals(weekday, opens, closes)


def _intervals(weekday: int, opens: time, closes: time) -> Iterator[BusinessInterval]:
    if opens < closes:
        yield BusinessInterval(weekday, opens, closes)
        return
    yield BusinessInterval(weekday, opens, time.max)
    if closes > time(0):
        yield BusinessInterval((weekday + 1) % 7, time(0), closes)


def _days(text: str) -> Iterator[int]:
    for item in text.split(","):
        first, _, last = item.partition("-")
        begin, end = _weekday(first), _weekday(last or first)
        yield from ((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _weekday(text: str) -> int:
    name = text.strip()[:3].title()
    if name not in WEEKDAYS:
        raise UserError(
            Notice(
                "'%(text)s' is not a day of the week. Write business hours as '%(example)s'.", text=text.strip(), example=EXAMPLE
            )
        )
    return WEEKDAYS.index(name)


def _hours(text: str) -> tuple[time, time]:
    match = _HOURS.fullmatch(text.strip())
    if not match:
        raise UserError(
            Notice("'%(text)s' are not opening hours. Write business hours as '%(example)s'.", text=text.strip(), example=EXAMPLE)
        )
    return _time(match[1], match[2]), _time(match[3], match[4])


def _time(hour: str, minute: str) -> time:
    if (int(hour), int(minute)) == (24, 0):
        return time.max
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise UserError(
            Notice(
                "%(hour)s:%(minute)s is not a time of day. Write business hours as '%(example)s'.",
                hour=hour,
                minute=minute,
                example=EXAMPLE,
            )
        ) from error


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"


def _joined(intervals: Iterable[BusinessInterval]) -> Iterator[BusinessInterval]:
    """Join intervals that touch: 09:00-12:00,12:00-17:00 is one."""
    last: BusinessInterval | None = None
    for interval in intervals:
        if last and (last.weekday, last.closes) == (interval.weekday, interval.opens):
            last = BusinessInterval(last.weekday, last.opens, interval.closes)
            continue
        if last:
            yield last
        last = interval
    if last:
        yield last
