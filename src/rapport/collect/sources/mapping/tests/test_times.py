# ruff: noqa: DTZ001  # naive moments are wall clock here
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collect.sources.mapping.cells import Bad
from rapport.collect.sources.mapping.times.choose import choose_format
from rapport.collect.sources.mapping.times.moments import to_microseconds, wall_clock_reader

BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str, *formats: str) -> str:
    moment = wall_clock_reader(formats)(text)
    return moment.isoformat() if isinstance(moment, datetime) else str(moment)


@pytest.mark.parametrize(
    ("format_name", "text", "moment"),
    [
        ("iso", "2024-01-31", "2024-01-31T00:00:00"),
        ("iso", "2024-01-31T12:00:00Z", "2024-01-31T12:00:00+00:00"),
        ("iso", "2020-10-11 11:00:27 -0800", "2020-10-11T11:00:27-08:00"),
        ("iso", "2024-01-31 12:00:00 UTC", "2024-01-31T12:00:00+00:00"),
        ("iso", "2024-01-31T12:00:00.123456789+01:00[Europe/Berlin]", "2024-01-31T12:00:00.123456+01:00"),
        ("iso", "2010-01-13 08:40:25+02:00", "2010-01-13T08:40:25+02:00"),
        ("ymd", "2567-02-29 10:00", "2024-02-29T10:00:00"),
        ("ymd", "2024/1/5 3:04:05 PM", "2024-01-05T15:04:05"),
        ("ymd", "2024年1月31日 12:30", "2024-01-31T12:30:00"),
        ("dmy", "31/01/2567", "2024-01-31T00:00:00"),
        ("dmy", "31.1.24 8:05", "2024-01-31T08:05:00"),
        ("mdy", "12/1/10 8:26", "2010-12-01T08:26:00"),
        ("mdy", "05/11/2016 12:00:00 AM", "2016-05-11T00:00:00"),
        ("words", "31 January 2024", "2024-01-31T00:00:00"),
        ("words", "Jan 31, 2024 3:04 PM", "2024-01-31T15:04:00"),
        ("words", "12-May-17", "2017-05-12T00:00:00"),
        ("words", "5 พ.ค. 2567 10:00", "2024-05-05T10:00:00"),
        ("words", "3. Mai 2024", "2024-05-03T00:00:00"),
        ("words", "3 de enero de 2024", "2024-01-03T00:00:00"),
        ("rfc5322", "Fri, 22 May 2015 06:38:22 -0500", "2015-05-22T06:38:22-05:00"),
        ("rfc5322", "Wed, 20 Oct 2021 19:52:13 -0000", "2021-10-20T19:52:13+00:00"),
        ("apache", "17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03+00:00"),
        ("epoch_s", "1519211811.670", "2018-02-21T11:16:51.670000+00:00"),
        ("epoch_ms", "1519211811670", "2018-02-21T11:16:51.670000+00:00"),
        ("compact", "19970101", "1997-01-01T00:00:00"),
        ("excel", "43831.5", "2020-01-01T12:00:00"),
        ("%d|%m|%Y", "31|01|2024", "2024-01-31T00:00:00"),
    ],
)
def test_it_reads_a_moment(format_name: str, text: str, moment: str) -> None:
    assert read(text, format_name) == moment


@pytest.mark.parametrize("text", ["31/02/2024", "13:00", "hello", "2024-13-01", "12/31/1899 09:30:00 AM", "99999"])
def test_what_is_no_moment_is_bad_and_says_what_to_do(text: str) -> None:
    bad = wall_clock_reader(("iso", "dmy", "mdy"))(text)

    assert isinstance(bad, Bad)
    assert bad.reason == "bad_time"


def test_one_day_above_twelve_decides_the_order() -> None:
    assert choose_format(["01/02/2024", "13/02/2024"]).formats[-1] == "dmy"  # type: ignore[union-attr]  # moments
    assert choose_format(["01/02/2024", "02/13/2024"]).formats[-1] == "mdy"  # type: ignore[union-attr]  # moments


def test_without_such_a_day_the_order_stays_open() -> None:
    choice = choose_format(["01/02/2024", "03/02/2024"])

    assert choice is not None
    assert choice.is_open


def test_dots_mean_day_first() -> None:
    choice = choose_format(["01.02.2024", "03.02.2024"])

    assert choice is not None
    assert (choice.formats[-1], choice.is_open) == ("dmy", False)


def test_digits_alone_are_read_only_when_the_whole_column_is_so() -> None:
    assert choose_format(["19970101", "19980630"]).formats == ("compact",)  # type: ignore[union-attr]  # moments
    assert choose_format(["1519211811", "1519211900"]).formats == ("epoch_s",)  # type: ignore[union-attr]  # moments
    assert choose_format(["13", "25"]) is None


def test_a_column_may_mix_formats_that_cannot_be_mistaken() -> None:
    read_any = wall_clock_reader(choose_format(["2024-01-31", "31 Jan 2024"]).formats)  # type: ignore[union-attr]  # moments

    assert read_any("2024-01-31") == read_any("31 Jan 2024")


def test_a_skipped_hour_moves_forward_and_a_doubled_one_is_the_first() -> None:
    skipped = to_microseconds(datetime(2024, 3, 31, 2, 30), BERLIN)
    doubled = to_microseconds(datetime(2024, 10, 27, 2, 30), BERLIN)

    assert datetime.fromtimestamp(skipped / 1e6, UTC).isoformat() == "2024-03-31T01:30:00+00:00"
    assert datetime.fromtimestamp(doubled / 1e6, UTC).isoformat() == "2024-10-27T00:30:00+00:00"


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2099, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_numeric_dates_come_back(moment: datetime, order: str) -> None:
    wanted = moment.replace(microsecond=0)
    pattern = "/".join(f"%{letter.upper() if letter == 'y' else letter}" for letter in order)

    assert read(wanted.strftime(f"{pattern} %I:%M:%S %p"), order) == wanted.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    choose_format([text])
    wall_clock_reader(("iso", "rfc5322", "words", "ymd", "dmy", "epoch_s", "excel"))(text)
