"""Figures and moments in the four languages of the interface."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from rapport.ui.formatting.locale import browser_locale
from rapport.ui.formatting.moments import write_ago, write_day, write_days, write_moment
from rapport.ui.formatting.numbers import write_duration, write_money, write_number, write_share

NOON = datetime(2026, 1, 5, 12, 3, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "number", "share", "money", "day"),
    [
        ("en", "1,234,567.89", "12.3%", "€1,234.50", "5 Jan 2026"),
        ("lt", "1 234 567,89", "12,3 %", "1 234,50 €", "2026-01-05"),
        ("th", "1,234,567.89", "12.3%", "€1,234.50", "5 ม.ค. 2026"),
        ("zh-hant", "1,234,567.89", "12.3%", "€1,234.50", "2026年1月5日"),
    ],
)
def test_figures_and_days_are_written_as_the_language_writes_them(
    language: str, number: str, share: str, money: str, day: str
) -> None:
    with override(language):
        written = (write_number(1234567.891), write_share(0.1234), write_money(123450, "EUR"), write_day(date(2026, 1, 5)))

    assert tuple(map(plain, written)) == (number, share, money, day)


def test_digits_signs_and_short_forms_are_chosen() -> None:
    with override("en"):
        assert write_number(41) == "41"
        assert write_number(41, digits=1, signed=True) == "+41.0"
        assert write_number(-6.04, digits=1) == "−6.0"
        assert write_number(1_284, compact=True) == "1,284"
        assert write_number(1_284_000, compact=True) == "1.28M"
        assert write_share(-0.05, signed=True, digits=0) == "−5%"
        assert write_money(123_456_789, "EUR", compact=True) == "€1.23M"
        assert write_money(1235, "JPY", minor_digits=0) == "JP¥1,235"
        assert write_number(None) == write_share(None) == write_money(None, "EUR") == write_duration(None) == "–"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0.25, "250ms"), (2.5, "2.5s"), (312, "5m 12s"), (9_420, "2h 37m"), (3_599.7, "1h"), (90_000, "1d 1h"), (-60, "−1m")],
    ids=str,
)
def test_durations_show_their_two_largest_units(seconds: float, written: str) -> None:
    with override("en"):
        assert write_duration(seconds) == written


def test_moments_stand_in_the_active_zone() -> None:
    with override("en"), timezone.override(ZoneInfo("Asia/Bangkok")):
        assert write_moment(NOON) == "5 Jan 2026, 19:03"
        assert write_moment(NOON, style="time") == "19:03"
        assert write_moment(NOON, style="long") == "Monday, 5 January 2026, 19:03"


def test_a_moment_is_told_by_how_long_ago_until_a_month_has_passed() -> None:
    with override("en"):
        assert write_ago(NOON - timedelta(hours=3), NOON) == "3 hours ago"
        assert write_ago(NOON + timedelta(days=2), NOON) == "in 2 days"
        assert write_ago(NOON - timedelta(days=60), NOON) == "6 Nov 2025"
    with override("lt"):
        assert write_ago(NOON - timedelta(days=3), NOON) == "prieš 3 dienas"


def test_the_browser_counts_years_as_the_server_does() -> None:
    with override("th"):
        assert browser_locale() == "th-u-ca-gregory-nu-latn"
    with override("zh-hant"):
        assert browser_locale() == "zh-Hant-u-ca-gregory-nu-latn"


@pytest.mark.parametrize(
    ("language", "span", "month"),
    [
        ("en", "25 Aug – 22 Nov 2026", "Aug 2026"),
        ("lt", "2026 rugp. 25 – lapkr. 22", "2026 rugp."),
        ("th", "25 ส.ค. – 22 พ.ย. 2026", "ส.ค. 2026"),
        ("zh-hant", "2026年8月25日至11月22日", "2026年8月"),
    ],
)
def test_short_months_are_words_in_every_language(language: str, span: str, month: str) -> None:
    with override(language):
        written = write_days(date(2026, 8, 25), date(2026, 11, 22)).replace("\u2009", " ")

        assert written == span
        assert write_day(date(2026, 8, 25), style="month") == month
