"""Published: Student's sleep data (1908), as printed by R's `t.test` on its data set `sleep`."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.means import (
    PairSums,
    compare_means,
    mean,
    ratio_of_sums,
    t_critical,
    weighted_mean,
    welch_degrees_of_freedom,
    welch_test,
)
from rapport.understand.stats.verdict import Verdict

SLEEP_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SLEEP_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)

samples = st.lists(st.floats(-1000, 1000), min_size=2, max_size=50)


def mean_of(values: Sequence[float]) -> Estimate:
    return mean(len(values), sum(values), sum(v * v for v in values))


def pairs(x: npt.NDArray[np.floating], y: npt.NDArray[np.floating]) -> PairSums:
    return PairSums(len(x), *(float(s) for s in (x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum())))


def test_the_mean_of_students_sleep_differences_has_the_interval_of_r() -> None:
    gained = mean_of([b - a for a, b in zip(SLEEP_1, SLEEP_2, strict=True)])

    assert gained.value == pytest.approx(1.58)
    assert gained.low == pytest.approx(0.7001142, abs=1e-6)
    assert gained.high == pytest.approx(2.4598858, abs=1e-6)


def test_welch_on_the_sleep_data_gives_what_r_prints() -> None:
    comparison = compare_means(before=mean_of(SLEEP_2), after=mean_of(SLEEP_1))
    tested = welch_test(mean_of(SLEEP_1), mean_of(SLEEP_2))

    assert tested is not None
    assert tested.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert tested.p_value == pytest.approx(0.07939, abs=5e-6)
    assert welch_degrees_of_freedom(mean_of(SLEEP_1), mean_of(SLEEP_2)) == pytest.approx(17.776, abs=5e-4)
    assert comparison.difference.low == pytest.approx(-3.3654832, abs=1e-6)
    assert comparison.difference.high == pytest.approx(0.2054832, abs=1e-6)
    assert comparison.verdict is Verdict.NO_CLEAR_CHANGE


def test_one_observation_has_a_mean_and_no_interval() -> None:
    assert mean(1, 5.0, 25.0) == Estimate(5.0, None, None, n=1, n_eff=1.0)
    assert mean(0, 0.0, 0.0) == Estimate.unknown
    assert welch_test(mean(1, 5.0, 25.0), mean_of(SLEEP_1)) is None


def test_the_t_quantile_runs_into_the_normal_one() -> None:
    assert t_critical(100_001) == pytest.approx(t_critical(99_999), rel=2e-5)


@given(samples)
def test_the_interval_is_symmetric_about_the_mean(values: list[float]) -> None:
    estimate = mean_of(values)

    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.value == pytest.approx(np.mean(values), abs=1e-9)
    assert estimate.low + estimate.high == pytest.approx(2 * (estimate.value or 0), abs=1e-6)


@given(samples, st.floats(0.1, 100))
def test_equal_weights_change_nothing(values: list[float], weight: float) -> None:
    plain = mean_of(values)

    weighted = weighted_mean(
        n=len(values),
        weight=weight * len(values),
        squared_weight=weight * weight * len(values),
        total=weight * sum(values),
        squares=weight * sum(v * v for v in values),
    )

    assert weighted.value == pytest.approx(plain.value, abs=1e-9)
    assert weighted.standard_error == pytest.approx(plain.standard_error, rel=1e-3, abs=1e-3)


def test_weights_decide_the_mean_and_cost_precision() -> None:
    weighted = weighted_mean(n=4, weight=8, squared_weight=22, total=1 + 2 + 2 * 3 + 4 * 4, squares=1 + 4 + 2 * 9 + 4 * 16)

    assert weighted.value == pytest.approx(np.average([1, 2, 3, 4], weights=[1, 1, 2, 4]))
    assert weighted.n_eff == pytest.approx(2.909, abs=5e-4)


def test_a_constant_has_no_spread_and_any_difference_of_constants_is_certain() -> None:
    comparison = compare_means(mean(20, 60.0, 180.0), mean(20, 80.0, 320.0))

    assert comparison.p_value == 0
    assert comparison.verdict is Verdict.UP


def test_students_interval_covers_the_truth_as_often_as_it_says() -> None:
    draws = np.random.default_rng(2).normal(5, 3, size=(4000, 8))

    found = [mean(8, float(d.sum()), float((d * d).sum())) for d in draws]

    assert np.mean([e.low <= 5 <= e.high for e in found]) == pytest.approx(0.95, abs=0.012)  # type: ignore[operator]


def test_a_ratio_to_units_of_one_is_a_mean() -> None:
    y = np.array(SLEEP_2)

    ratio = ratio_of_sums(pairs(np.ones(10), y))

    assert ratio.low == pytest.approx(mean_of(SLEEP_2).low)


def test_the_delta_method_agrees_with_the_jackknife() -> None:
    random = np.random.default_rng(3)
    x = random.poisson(4, 400) + 1.0
    y = 0.3 * x + random.normal(0, 1, 400)
    left_out = (y.sum() - y) / (x.sum() - x)
    jackknife = np.sqrt(399 / 400 * ((left_out - left_out.mean()) ** 2).sum())

    ratio = ratio_of_sums(pairs(x, y))

    assert ratio.value == pytest.approx(y.sum() / x.sum())
    assert ratio.standard_error == pytest.approx(jackknife, rel=0.02)


def test_a_ratio_needs_something_to_divide_by() -> None:
    assert ratio_of_sums(PairSums(3, x=0, y=1, xx=0, yy=1, xy=0)) == Estimate.unknown
    assert not ratio_of_sums(PairSums(1, x=2, y=1, xx=4, yy=1, xy=2)).has_interval
