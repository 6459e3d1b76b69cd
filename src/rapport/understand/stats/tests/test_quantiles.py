"""Published: ranks of the sign-test interval of a median, as tabulated in Conover (1999), Practical Nonparametric
Statistics, 3rd edition, and in the Geigy tables: n = 6, 10, 15, 20, 25, 30, 50."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtr

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.quantiles import (
    EXACT_UP_TO,
    compare_quantiles,
    quantile,
    quantile_estimate,
    quantile_ranks,
)
from rapport.understand.stats.verdict import Verdict


@pytest.mark.parametrize(
    ("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (15, 4, 12), (20, 6, 15), (25, 8, 18), (30, 10, 21), (50, 18, 33)]
)
def test_the_median_has_the_tabulated_ranks(n: int, low: int, high: int) -> None:
    ranks = quantile_ranks(n, 0.5)

    assert (ranks.low, ranks.high) == (low, high)


def test_five_observations_have_no_interval_for_the_median() -> None:
    assert quantile_ranks(5, 0.5) == (None, 3, None)
    assert quantile([1.0, 2.0, 3.0, 4.0, 9.0]) == Estimate(3.0, None, None, n=5, n_eff=5.0)


def test_ten_observations_have_no_upper_limit_for_the_ninth_decile() -> None:
    ranks = quantile_ranks(10, 0.9)

    assert ranks.low is not None
    assert ranks.high is None


@given(st.integers(1, 3000), st.sampled_from([0.1, 0.25, 0.5, 0.9, 0.95]))
def test_each_tail_beyond_the_ranks_is_at_most_half_of_what_is_left(n: int, q: float) -> None:
    low, rank, high = quantile_ranks(n, q)
    allowed = 0.025 if n <= EXACT_UP_TO else 0.0285

    assert (low or 0) <= rank <= (high or n)
    assert low is None or bdtr(low - 1, n, q) <= allowed + 1e-12
    assert high is None or 1 - bdtr(high - 1, n, q) <= allowed + 1e-12


@given(st.integers(10, 1000), st.sampled_from([0.1, 0.5, 0.9]))
def test_the_exact_ranks_could_not_be_closer(n: int, q: float) -> None:
    low, _, high = quantile_ranks(n, q)

    assert bdtr(low or 0, n, q) > 0.025 - 1e-12
    assert high is None or 1 - bdtr(high - 2, n, q) > 0.025 - 1e-12


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
def test_the_approximation_takes_over_without_a_jump(q: float) -> None:
    exact, approximate = quantile_ranks(EXACT_UP_TO, q), quantile_ranks(EXACT_UP_TO + 1, q)

    assert abs((exact.low or 0) - (approximate.low or 0)) <= 2
    assert abs((exact.high or 0) - (approximate.high or 0)) <= 2


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.sampled_from([0.5, 0.9]))
def test_the_interval_holds_the_interpolated_quantile(values: list[float], q: float) -> None:
    estimate = quantile(values, q)

    assert estimate.value == pytest.approx(np.quantile(values, q))
    if estimate.low is not None and estimate.high is not None and estimate.value is not None:
        assert estimate.low <= estimate.value <= estimate.high


@given(st.lists(st.integers(1, 10**6), min_size=6, max_size=100, unique=True))
def test_a_monotone_change_of_scale_moves_the_limits_with_it(values: list[int]) -> None:
    plain, squared = quantile([float(v) for v in values]), quantile([float(v * v) for v in values])

    assert squared.low == (plain.low or 0) ** 2
    assert squared.high == (plain.high or 0) ** 2


def test_the_interval_covers_the_median_of_skewed_durations_as_often_as_it_says() -> None:
    draws = np.random.default_rng(9).lognormal(0, 2, size=(3000, 51))

    covered = np.mean([e.low <= 1 <= e.high for e in map(quantile, draws)])  # type: ignore[operator]  # 51 have one

    assert 0.94 <= covered <= 0.98


def test_missing_values_are_not_counted() -> None:
    assert quantile([np.nan, 2.0]).n == 1
    assert quantile([]) == Estimate.unknown


def test_a_clear_shift_of_the_median_is_called_and_chance_is_not() -> None:
    random = np.random.default_rng(10)
    before, after = random.lognormal(0, 1, 300), random.lognormal(1, 1, 300)

    assert compare_quantiles(quantile(before), quantile(after)).verdict is Verdict.UP
    assert compare_quantiles(quantile(before), quantile(random.lognormal(0, 1, 300))).verdict is Verdict.NO_CLEAR_CHANGE


def test_equal_medians_are_called_changed_about_as_rarely_as_promised() -> None:
    random = np.random.default_rng(11)
    pairs = random.lognormal(0, 1.5, size=(1000, 2, 80))

    called = np.mean([(compare_quantiles(quantile(a), quantile(b)).p_value or 0) < 0.05 for a, b in pairs])

    assert 0.01 <= called <= 0.065


def test_without_intervals_nothing_is_said() -> None:
    few = quantile_estimate(4, 2.0, None, None)

    assert compare_quantiles(few, few).verdict is Verdict.TOO_LITTLE_DATA
