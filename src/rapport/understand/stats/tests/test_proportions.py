"""Published: Newcombe (1998), Statistics in Medicine 17, 857-872 (Wilson) and 873-890 (differences)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.proportions import (
    compare_proportions,
    newcombe_difference,
    two_proportion_test,
    weighted_proportion,
    wilson,
)
from rapport.understand.stats.verdict import Verdict


@st.composite
def shares(draw: st.DrawFn, largest: int = 5000) -> tuple[int, int]:
    n = draw(st.integers(1, largest))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718), (8, 10, 0.4902, 0.9433)],
)
def test_wilson_gives_the_intervals_of_newcombe_1998(successes: int, n: int, low: float, high: float) -> None:
    share = wilson(successes, n)

    assert share.value == pytest.approx(successes / n)
    # 0.17175... is printed as .1718; both ends are given to four places.
    assert share.low == pytest.approx(low, abs=6e-5)
    assert share.high == pytest.approx(high, abs=6e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high", "places"),
    [
        ((7, 34), (1, 34), 0.019, 0.340, 5e-4),
        ((56, 70), (48, 80), 0.0524, 0.3339, 5e-5),
        ((9, 10), (3, 10), 0.1705, 0.8090, 5e-5),
    ],
)
def test_differences_have_the_intervals_of_newcombe_1998(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float, places: float
) -> None:
    difference = newcombe_difference(wilson(*first), wilson(*second))

    assert difference.low == pytest.approx(low, abs=places)
    assert difference.high == pytest.approx(high, abs=places)


@pytest.mark.parametrize(
    ("share_30", "share_40", "p", "places", "verdict"),
    [(0.448188, 0.442283, 0.074, 5e-4, Verdict.NO_CLEAR_CHANGE), (0.190201, 0.182000, 0.0016, 5e-5, Verdict.DOWN)],
)
def test_cookie_cats_retention_falls_on_day_7_and_not_clearly_on_day_1(
    share_30: float, share_40: float, p: float, places: float, verdict: Verdict
) -> None:
    """Public A/B test of a game, 44,700 and 45,489 players: day 1 44.82 and 44.23 %, day 7 19.02 and 18.20 %."""
    comparison = compare_proportions(wilson(round(share_30 * 44_700), 44_700), wilson(round(share_40 * 45_489), 45_489))

    assert comparison.p_value == pytest.approx(p, abs=places)
    assert comparison.verdict is verdict


def test_no_answers_give_no_share() -> None:
    assert wilson(0, 0) == Estimate.unknown
    assert weighted_proportion(n=3, successes=0, weight=0, squared_weight=0) == Estimate.unknown
    assert two_proportion_test(wilson(0, 0), wilson(1, 2)) is None
    assert compare_proportions(wilson(0, 0), wilson(50, 100)).verdict is Verdict.TOO_LITTLE_DATA


@given(shares())
def test_the_interval_holds_the_share_and_stays_between_0_and_1(share: tuple[int, int]) -> None:
    estimate = wilson(*share)

    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1  # type: ignore[operator]  # known, since n > 0


@given(shares())
def test_counting_the_failures_mirrors_the_interval(share: tuple[int, int]) -> None:
    successes, n = share
    estimate, mirrored = wilson(successes, n), wilson(n - successes, n)

    assert mirrored.low == pytest.approx(1 - estimate.high, abs=1e-12)  # type: ignore[operator]  # known, since n > 0


@given(shares())
def test_ten_times_the_answers_give_a_narrower_interval(share: tuple[int, int]) -> None:
    successes, n = share
    few, many = wilson(successes, n), wilson(10 * successes, 10 * n)

    assert many.high - many.low < few.high - few.low  # type: ignore[operator]  # known, since n > 0


@given(shares(), st.floats(0.01, 100))
def test_equal_weights_change_nothing(share: tuple[int, int], weight: float) -> None:
    successes, n = share

    weighted = weighted_proportion(n=n, successes=successes * weight, weight=n * weight, squared_weight=n * weight * weight)

    assert weighted.n_eff == pytest.approx(n)
    assert weighted.low == pytest.approx(wilson(successes, n).low, abs=1e-9)


@given(shares(), shares())
def test_the_test_is_symmetric(first: tuple[int, int], second: tuple[int, int]) -> None:
    forward, back = two_proportion_test(wilson(*first), wilson(*second)), two_proportion_test(wilson(*second), wilson(*first))

    assert forward is not None
    assert back is not None
    assert 0 <= forward.p_value <= 1
    assert forward.p_value == pytest.approx(back.p_value)
    assert forward.statistic == -back.statistic or math.isclose(forward.statistic, -back.statistic)


def test_a_handful_of_events_is_too_little_for_a_verdict() -> None:
    assert compare_proportions(wilson(0, 1000), wilson(4, 1000)).verdict is Verdict.TOO_LITTLE_DATA


def test_two_perfect_shares_do_not_differ() -> None:
    assert compare_proportions(wilson(50, 50), wilson(80, 80)).verdict is Verdict.NO_CLEAR_CHANGE


def test_wilson_covers_the_truth_about_as_often_as_it_says() -> None:
    """Exact coverage at n = 50, averaged over p: Brown, Cai & DasGupta (2001), Statistical Science 16(2), figure 5."""
    n, intervals = 50, [wilson(k, 50) for k in range(51)]
    truths = [i / 200 for i in range(1, 200)]

    covered = [
        sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k, e in enumerate(intervals) if (e.low or 0) <= p <= (e.high or 0))
        for p in truths
    ]

    assert sum(covered) / len(covered) == pytest.approx(0.953, abs=0.004)
