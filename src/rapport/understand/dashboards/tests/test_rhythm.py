"""When a dashboard is due."""

from datetime import UTC, datetime

import pytest

from rapport.understand.dashboards.rhythm import Every, Rhythm

_RIGA = "Europe/Riga"


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "at", "latest", "following"),
    [
        # Riga is two hours ahead in winter, three in summer.
        (Rhythm(Every.DAY, 8), "2026-01-15 05:59", "2026-01-14 06:00", "2026-01-15 06:00"),
        (Rhythm(Every.DAY, 8), "2026-01-15 06:00", "2026-01-15 06:00", "2026-01-16 06:00"),
        (Rhythm(Every.DAY, 0), "2026-07-14 21:30", "2026-07-14 21:00", "2026-07-15 21:00"),
        (Rhythm(Every.WEEK, 8, weekday=0), "2026-01-15 12:00", "2026-01-12 06:00", "2026-01-19 06:00"),
        (Rhythm(Every.WEEK, 23, weekday=6), "2026-01-18 20:00", "2026-01-11 21:00", "2026-01-18 21:00"),
        (Rhythm(Every.MONTH, 8, day=31), "2026-03-15 12:00", "2026-02-28 06:00", "2026-03-31 05:00"),
        (Rhythm(Every.MONTH, 8, day=1), "2026-03-01 05:00", "2026-02-01 06:00", "2026-03-01 06:00"),
        # On 29 March the clock leaves out 3:00 to 4:00.
        (Rhythm(Every.DAY, 3), "2026-03-29 12:00", "2026-03-29 01:00", "2026-03-30 00:00"),
    ],
    ids=["before the hour", "at the hour", "at midnight", "weekly", "weekly later today", "short month", "today", "clock change"],
)
def test_it_is_due_on_the_clock_of_the_workspace(rhythm: Rhythm, at: str, latest: str, following: str) -> None:
    assert rhythm.latest(_utc(at), _RIGA) == _utc(latest)
    assert rhythm.next(_utc(at), _RIGA) == _utc(following)
