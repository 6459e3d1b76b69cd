import numpy as np
import pytest

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.means import compare_means, mean
from rapport.understand.stats.nps import nps_change, nps_from_counts
from rapport.understand.stats.proportions import compare_proportions, wilson
from rapport.understand.stats.verdict import Comparison, Verdict, compare, judge_together, minimum_detectable


def comparison(p: float | None, difference: float = 1.0, n: int = 100) -> Comparison:
    side = Estimate(0.0, -1.0, 1.0, n, float(n))
    return compare(side, side, difference=Estimate(difference, 0.0, 2.0, 2 * n, 2.0 * n, standard_error=0.5), p_value=p)


def test_a_change_is_called_only_when_the_test_says_so() -> None:
    assert comparison(0.01).verdict is Verdict.UP
    assert comparison(0.01, difference=-1.0).verdict is Verdict.DOWN
    assert comparison(0.05).verdict is Verdict.NO_CLEAR_CHANGE


def test_without_a_test_or_with_a_handful_there_is_too_little_data() -> None:
    assert comparison(None).verdict is Verdict.TOO_LITTLE_DATA
    assert comparison(0.01, n=9).verdict is Verdict.TOO_LITTLE_DATA
    assert nps_change(Estimate.unknown, nps_from_counts(50, 30, 20)).verdict is Verdict.TOO_LITTLE_DATA


def test_many_comparisons_raise_the_bar_for_each() -> None:
    judged = judge_together([comparison(0.04), comparison(0.5), comparison(0.001), comparison(None)])

    assert [c.verdict for c in judged] == [
        Verdict.NO_CLEAR_CHANGE,
        Verdict.NO_CLEAR_CHANGE,
        Verdict.UP,
        Verdict.TOO_LITTLE_DATA,
    ]
    assert judged[0].adjusted_p_value == pytest.approx(0.06)
    assert judged[3].adjusted_p_value is None


def test_a_lone_comparison_is_judged_as_before() -> None:
    assert judge_together([comparison(0.04)])[0].verdict is Verdict.UP


def test_what_can_be_detected_shrinks_with_the_root_of_n() -> None:
    few = compare_proportions(wilson(50, 100), wilson(50, 100)).minimum_detectable
    many = compare_proportions(wilson(5000, 10_000), wilson(5000, 10_000)).minimum_detectable

    assert few == pytest.approx(10 * (many or 0))
    assert minimum_detectable(Estimate.unknown) is None


def test_a_change_of_the_detectable_size_is_found_four_times_in_five() -> None:
    random = np.random.default_rng(12)
    size = minimum_detectable(Estimate(0.0, None, None, 400, 400.0, standard_error=(1 / 200 + 1 / 200) ** 0.5))
    draws = random.normal([[[0.0]], [[size or 0]]], 1, size=(2, 1000, 200))

    found = [
        compare_means(*(mean(200, float(d.sum()), float((d * d).sum())) for d in (before, after))).verdict
        for before, after in zip(*draws, strict=True)
    ]

    assert found.count(Verdict.UP) / 1000 == pytest.approx(0.8, abs=0.04)


def test_no_change_is_called_one_about_one_time_in_twenty() -> None:
    random = np.random.default_rng(13)
    counts = random.multinomial(300, [0.5, 0.3, 0.2], size=(2000, 2))

    called = [nps_change(nps_from_counts(*map(int, a)), nps_from_counts(*map(int, b))).verdict for a, b in counts]

    assert called.count(Verdict.NO_CLEAR_CHANGE) / 2000 == pytest.approx(0.95, abs=0.015)
