"""Pieces that date formats share: clock times, zones, years, names of months."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

CLOCK = (
    r"(?:[T,\s]+(?:at\s+|um\s+)?(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s*(?P<zone>Z|UTC|GMT|[-+]\d{2}:?\d{2}|[A-Z]{2,4}T))?)?"
)
"""The optional clock behind a date: ``8:26``, ``08:26:11.250 PM``, ``12:00 +0200``, ``12:00 EST``."""

_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "WET": 0, "WEST": 1, "EET": 2, "EEST": 3,
}  # fmt: skip

_MONTHS = (
    "jan janv january januar enero janeiro gennaio gen januari ene sausio sausis ม.ค. มกราคม 1月",
    "feb févr fev february februar febrero fevereiro febbraio februari février vasario vasaris ก.พ. กุมภาพันธ์ 2月",
    "mar mars march märz mrz marzo março maart mär kovo kovas มี.ค. มีนาคม 3月",
    "apr avr april abril aprile avril abr balandžio balandis เม.ย. เมษายน 4月",
    "may mai mayo maio maggio mei gegužės gegužė พ.ค. พฤษภาคม 5月",
    "jun juin june juni junio junho giugno giu birželio birželis มิ.ย. มิถุนายน 6月",
    "jul juil july juli julio julho luglio lug juillet liepos liepa ก.ค. กรกฎาคม 7月",
    "aug août aou august agosto augustus ago rugpjūčio rugpjūtis ส.ค. สิงหาคม 8月",
    "sep sept september septiembre setembro settembre set septembre rugsėjo rugsėjis ก.ย. กันยายน 9月",
    "oct okt october oktober octubre outubro ottobre ott out octobre spalio spalis ต.ค. ตุลาคม 10月",
    "nov november noviembre novembro novembre lapkričio lapkritis พ.ย. พฤศจิกายน 11月",
    "dec déc dez dic december dezember diciembre dezembro dicembre décembre gruodžio gruodis ธ.ค. ธันวาคม 12月",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}

_BUDDHIST_FROM = 2400
_BUDDHIST_OFFSET = 543


def full_year(text: str) -> int:
    """Read a year: two digits turn at 69, and years from 2400 on are Buddhist (2567 is 2024)."""
    year = int(text)
    if len(text) <= 2:
        return year + (1900 if year >= 69 else 2000)
    return year - _BUDDHIST_OFFSET if year >= _BUDDHIST_FROM else year


def build(match: re.Match[str], year: str, month: int, day: str) -> datetime:
    """Make the moment of a match that holds the groups of `CLOCK`; raise ValueError where there is no such moment."""
    clock = match.groupdict()
    hour = int(clock["hour"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("not an hour of twelve")
        hour = hour % 12 + (12 if clock["half"][0] in "Pp" else 0)
    micros = int((clock["fraction"] or "0").ljust(6, "0")[:6])
    moment = datetime(full_year(year), month, int(day), hour, int(clock["minute"] or 0), int(clock["second"] or 0), micros)  # noqa: DTZ001  # naive = wall clock
    return moment.replace(tzinfo=fixed_zone(clock["zone"])) if clock["zone"] else moment


def fixed_zone(text: str) -> tzinfo:
    """Read ``Z``, ``+0200``, ``-08:00`` or ``EST``; raise ValueError on a name that means different zones to different people."""
    if text in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[text])) if _ZONE_HOURS[text] else UTC
    if text[0] not in "+-":
        raise ValueError(f"{text} is no zone that everybody understands alike")
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
