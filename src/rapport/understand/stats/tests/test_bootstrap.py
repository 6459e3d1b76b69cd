"""Published: Efron & Tibshirani (1993), chapter 14, spatial test data A: variance 171.5, 90 % limits from 2000 rounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.understand.stats.bootstrap import bootstrap
from rapport.understand.stats.estimate import Estimate

SPATIAL_A = (48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41)


def test_bca_on_the_spatial_data_gives_the_limits_of_the_book() -> None:
    variance = bootstrap(SPATIAL_A, np.var, confidence=0.9, rounds=20_000)

    assert variance.value == pytest.approx(171.5, abs=0.05)
    # The book's own limits come from 2000 draws, whose chance moves them by this much.
    assert variance.low == pytest.approx(115.8, abs=5)
    assert variance.high == pytest.approx(259.6, abs=5)


def test_percentiles_on_the_spatial_data_give_the_limits_of_the_book() -> None:
    variance = bootstrap(SPATIAL_A, np.var, confidence=0.9, rounds=20_000, method="percentile")

    assert variance.low == pytest.approx(100.8, abs=5)
    assert variance.high == pytest.approx(233.9, abs=5)


def test_the_same_seed_gives_the_same_interval() -> None:
    assert bootstrap(SPATIAL_A, seed=4) == bootstrap(SPATIAL_A, seed=4)
    assert bootstrap(SPATIAL_A, seed=4) != bootstrap(SPATIAL_A, seed=5)


def test_missing_values_are_not_counted() -> None:
    assert bootstrap([1.0, np.nan, 3.0, 8.0]) == bootstrap([1.0, 3.0, 8.0])
    assert bootstrap([np.nan]) == Estimate.unknown
    assert bootstrap([2.0]) == Estimate(2.0, None, None, n=1, n_eff=1.0)


def test_samples_too_large_for_one_array_are_drawn_in_parts() -> None:
    values = np.random.default_rng(6).exponential(10, 50_000)

    average = bootstrap(values, rounds=200)

    assert average.standard_error == pytest.approx(values.std() / 50_000**0.5, rel=0.15)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1000, 1000), min_size=2, max_size=30), st.floats(-500, 500))
def test_moving_all_values_moves_the_interval(values: list[float], by: float) -> None:
    here, there = bootstrap(values, rounds=200), bootstrap([v + by for v in values], rounds=200)

    assert there.value == pytest.approx((here.value or 0) + by, abs=1e-6)
    assert there.standard_error == pytest.approx(here.standard_error, abs=1e-6)


def test_bca_covers_the_mean_of_skewed_amounts_better_than_percentiles() -> None:
    random = np.random.default_rng(7)
    draws = random.lognormal(0, 1, size=(300, 30))
    truth = float(np.exp(0.5))

    covered = {
        method: np.mean([e.low <= truth <= e.high for e in (bootstrap(d, rounds=500, method=method) for d in draws)])  # type: ignore[operator]
        for method in ("bca", "percentile")
    }

    assert covered["bca"] >= covered["percentile"]
    assert covered["bca"] > 0.85
