"""Published: Rocks (2016), Interval estimation for the net promoter score, The American Statistician 70(4)."""

import csv
import gzip
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.nps import nps, nps_change, nps_change_test, nps_from_counts
from rapport.understand.stats.verdict import Verdict
from rapport.understand.stats.weights import kish_effective_n

SHARED_DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", Path(__file__).parents[6] / "shared" / "data"))

counts = st.tuples(*[st.integers(0, 3000)] * 3).filter(lambda c: sum(c) > 0)


def test_50_promoters_30_passives_20_detractors_give_30_points_from_14_to_44() -> None:
    score = nps_from_counts(50, 30, 20)

    assert score.value == 30
    assert score.standard_error == pytest.approx(7.81, abs=0.005)
    assert score.low == pytest.approx(14.05, abs=0.005)
    assert score.high == pytest.approx(44.20, abs=0.005)


def test_ten_promoters_give_an_interval_that_ends_at_100() -> None:
    score = nps_from_counts(10, 0, 0)

    assert score.low == pytest.approx(47.50, abs=0.005)
    assert score.high == 100


@pytest.mark.parametrize(
    ("after", "before", "z", "p"),
    [((500, 300, 200), (450, 300, 250), 2.806, 0.0050), ((50, 30, 20), (40, 30, 30), 1.754, 0.079)],
)
def test_a_change_is_tested_by_z(after: tuple[int, int, int], before: tuple[int, int, int], z: float, p: float) -> None:
    """Worked examples of the reference sheet: Δ 10, SE 3.564, z 2.806; the same shares at a tenth of the size."""
    change = nps_change_test(nps_from_counts(*before), nps_from_counts(*after))

    assert change is not None
    assert change.statistic == pytest.approx(z, abs=5e-4)
    assert change.p_value == pytest.approx(p, abs=5e-4)


def test_a_change_of_ten_points_is_clear_with_a_thousand_answers_and_not_with_a_hundred() -> None:
    many = nps_change(nps_from_counts(450, 300, 250), nps_from_counts(500, 300, 200))
    few = nps_change(nps_from_counts(40, 30, 30), nps_from_counts(50, 30, 20))

    assert many.verdict is Verdict.UP
    assert many.difference.standard_error == pytest.approx(3.564, abs=5e-4)
    assert few.verdict is Verdict.NO_CLEAR_CHANGE


def test_three_sigmas_of_a_hundred_answers_are_23_points() -> None:
    """Reference sheet, early warning: n = 100, variance .61."""
    assert 3 * (nps_from_counts(50, 30, 20).standard_error or 0) == pytest.approx(23.4, abs=0.05)


def test_missing_answers_are_not_counted() -> None:
    assert nps([10.0, math.nan, 9.0, 7.0, 3.0]) == nps_from_counts(2, 1, 1)
    assert nps([]) == Estimate.unknown


def test_sfo_2017_has_39_84_points_and_40_40_weighted() -> None:
    """San Francisco airport survey 2017: 1,436 promoters, 968 passives, 342 detractors; WEIGHT gives 40.40."""
    file = SHARED_DATA / "survey-sfo" / "2017_SFO_Customer_Survey.csv.gz"
    if not file.exists():
        pytest.skip(f"{file} is not here; set RAPPORT_SHARED_DATA")
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as lines:
        rows = [(float(r["NETPRO"]), float(r["WEIGHT"])) for r in csv.DictReader(lines) if r["NETPRO"].strip()]
    answers = np.array([row for row in rows if row[0] <= 10])
    score, weight = answers[:, 0], answers[:, 1]

    plain = nps(score)
    weighted = nps_from_counts(
        weight[score >= 9].sum(),
        weight[(score >= 7) & (score < 9)].sum(),
        weight[score < 7].sum(),
        n=len(score),
        n_eff=kish_effective_n(weight.sum(), (weight**2).sum()),
    )

    assert plain.n == 2746
    assert plain.value == pytest.approx(39.84, abs=0.005)
    assert weighted.value == pytest.approx(40.40, abs=0.005)
    assert weighted.n_eff < plain.n_eff


@given(counts)
def test_the_interval_holds_the_score_and_stays_in_range(count: tuple[int, int, int]) -> None:
    score = nps_from_counts(*count)

    assert -100 <= score.low <= score.value <= score.high <= 100  # type: ignore[operator]  # known, since n > 0


@given(counts)
def test_swapping_promoters_and_detractors_mirrors_the_score(count: tuple[int, int, int]) -> None:
    promoters, passives, detractors = count
    score, mirrored = nps_from_counts(promoters, passives, detractors), nps_from_counts(detractors, passives, promoters)

    assert mirrored.value == pytest.approx(-score.value)  # type: ignore[operator]  # known, since n > 0
    assert mirrored.low == pytest.approx(-score.high)  # type: ignore[operator]  # known, since n > 0


@given(counts, st.floats(0.01, 100))
def test_equal_weights_change_nothing(count: tuple[int, int, int], weight: float) -> None:
    weighted = nps_from_counts(*(c * weight for c in count), n=sum(count), n_eff=float(sum(count)))

    assert weighted.value == pytest.approx(nps_from_counts(*count).value, abs=1e-9)
    assert weighted.low == pytest.approx(nps_from_counts(*count).low, abs=1e-9)


@given(counts)
def test_one_more_promoter_never_lowers_the_score(count: tuple[int, int, int]) -> None:
    promoters, passives, detractors = count

    assert nps_from_counts(promoters + 1, passives, detractors).value >= nps_from_counts(*count).value - 1e-9  # type: ignore[operator]


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    for shares in ([0.5, 0.3, 0.2], [0.8, 0.15, 0.05], [0.2, 0.2, 0.6]):
        truth = 100 * (shares[0] - shares[2])

        found = [nps_from_counts(*map(int, c)) for c in random.multinomial(60, shares, size=2000)]

        covered = np.mean([e.low <= truth <= e.high for e in found])  # type: ignore[operator]  # known, since n > 0
        assert 0.93 <= covered <= 0.98, shares
