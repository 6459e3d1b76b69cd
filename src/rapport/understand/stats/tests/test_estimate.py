from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.estimate import Estimate

numbers = st.floats(-1e6, 1e6)
estimates = (
    st.tuples(numbers, numbers, numbers).map(sorted).map(lambda x: Estimate(x[1], x[0], x[2], n=9, n_eff=9.0, standard_error=1.0))
)


def test_nothing_is_known_of_what_was_not_observed() -> None:
    assert not Estimate.unknown.is_known
    assert not Estimate.unknown.has_interval
    assert Estimate.unknown.n == 0


def test_the_unknown_stays_unknown_in_any_unit() -> None:
    assert Estimate.unknown.scaled(100).shifted(1).clamped(0, 1) == Estimate.unknown


@given(estimates, st.floats(-100, 100))
def test_another_unit_keeps_the_value_inside_its_interval(estimate: Estimate, factor: float) -> None:
    scaled = estimate.scaled(factor)

    assert scaled.low is not None
    assert scaled.value is not None
    assert scaled.high is not None
    assert scaled.low <= scaled.value <= scaled.high
    assert scaled.standard_error == abs(factor)


def test_clamping_cuts_the_interval_and_leaves_the_value() -> None:
    assert Estimate(0.5, -0.5, 1.5, n=2, n_eff=2.0).clamped(0, 1) == Estimate(0.5, 0.0, 1.0, n=2, n_eff=2.0)
