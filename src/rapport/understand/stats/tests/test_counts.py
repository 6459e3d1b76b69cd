"""Published: Garwood (1936), Biometrika 28, the table of exact limits, reprinted by Ulm (1990), Am. J. Epidemiology 131."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.counts import compare_counts, compare_totals, compound_total, poisson_count, two_counts_test
from rapport.understand.stats.verdict import Verdict


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (20, 12.217, 30.888), (100, 81.364, 121.627)],
)
def test_counts_have_the_limits_of_garwood(count: int, low: float, high: float) -> None:
    estimate = poisson_count(count)

    assert estimate.value == count
    assert estimate.low == pytest.approx(low, abs=5e-4)
    assert estimate.high == pytest.approx(high, abs=5e-4)


@given(st.integers(0, 10**7), st.floats(0.1, 1000))
def test_the_interval_holds_the_rate(count: int, exposure: float) -> None:
    rate = poisson_count(count, exposure=exposure)

    assert 0 <= rate.low <= rate.value <= rate.high  # type: ignore[operator]  # always known


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_order_of_two_counts_does_not_change_p(first: int, second: int) -> None:
    assert two_counts_test(first, second).p_value == pytest.approx(two_counts_test(second, first).p_value, abs=1e-9)


def test_two_counts_are_tested_as_heads_and_tails_are() -> None:
    at_least_20_of_28_heads = sum(math.comb(28, heads) for heads in range(20, 29)) / 2**28

    assert two_counts_test(20, 8).p_value == pytest.approx(2 * at_least_20_of_28_heads, rel=1e-9)


def test_nothing_twice_is_no_difference() -> None:
    assert two_counts_test(0, 0).p_value == 1
    assert compare_counts(0, 0).verdict is Verdict.TOO_LITTLE_DATA


def test_fifty_out_of_nothing_is_a_rise() -> None:
    assert compare_counts(0, 50).verdict is Verdict.UP


def test_twice_the_count_in_twice_the_time_is_no_change() -> None:
    comparison = compare_counts(300, 600, before_exposure=30, after_exposure=60)

    assert comparison.difference.value == pytest.approx(0)
    assert comparison.verdict is Verdict.NO_CLEAR_CHANGE


def test_the_interval_of_a_compound_total_covers_the_truth_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)
    mean_amount = 20 * np.exp(0.5**2 / 2)
    found = []
    for n in random.poisson(400, size=2000):
        amounts = 20 * random.lognormal(0, 0.5, n)
        found.append(compound_total(int(n), float(amounts.sum()), float((amounts**2).sum())))

    assert np.mean([e.low <= 400 * mean_amount <= e.high for e in found]) == pytest.approx(0.95, abs=0.015)


def test_ones_make_a_compound_total_a_count() -> None:
    assert compound_total(100, 100, 100).standard_error == poisson_count(100).standard_error


def test_no_amounts_sum_to_nothing_with_no_interval() -> None:
    nothing = compound_total(0, 0.0, 0.0)

    assert nothing.value == 0
    assert not nothing.has_interval
    assert compare_totals(nothing, compound_total(50, 500, 5000)).verdict is Verdict.TOO_LITTLE_DATA


def test_one_huge_order_is_no_clear_rise_in_revenue() -> None:
    usual = compound_total(100, 1000.0, 10_000.0)
    with_one_huge = compound_total(101, 2000.0, 10_000.0 + 1_000_000.0)

    assert compare_totals(usual, with_one_huge).verdict is Verdict.NO_CLEAR_CHANGE
    assert compare_totals(usual, compound_total(200, 2000.0, 20_000.0)).verdict is Verdict.UP
