import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.estimate import Estimate
from rapport.understand.stats.means import PairSums
from rapport.understand.stats.proportions import wilson
from rapport.understand.stats.retention import churn, historic_clv, logo_retention, margin_multiple, revenue_retention


def test_new_customers_who_leave_do_not_count_against_the_old_ones() -> None:
    """Reference sheet: S = 1000, N = 200 of whom 30 leave, E = 1050; the textbook formula says 85 %."""
    at_start = set(range(1000))
    at_end = set(range(880)) | set(range(2000, 2170))

    retention = logo_retention(len(at_start & at_end), len(at_start))

    assert len(at_end) == 1050
    assert retention.value == 0.88
    assert (len(at_end) - 200) / len(at_start) == 0.85


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_churn_is_what_retention_leaves(share: tuple[int, int]) -> None:
    retention = logo_retention(*share)
    lost = churn(retention)

    assert lost.value == pytest.approx(1 - retention.value)  # type: ignore[operator]  # known, since n > 0
    assert lost.low == pytest.approx(wilson(share[1] - share[0], share[1]).low, abs=1e-9)
    assert lost.low <= lost.value <= lost.high  # type: ignore[operator]  # known, since n > 0


def test_losing_the_largest_customer_costs_more_revenue_than_logos() -> None:
    paid, pays = [100, 10, 10, 10], [0, 10, 10, 10]
    sums = PairSums(
        4,
        sum(paid),
        sum(pays),
        sum(p * p for p in paid),
        sum(p * p for p in pays),
        sum(a * b for a, b in zip(paid, pays, strict=True)),
    )

    revenue = revenue_retention(sums)

    assert revenue.value == pytest.approx(30 / 130)
    assert revenue.low == 0
    assert logo_retention(3, 4).value == 0.75


def test_net_revenue_retention_can_pass_one() -> None:
    assert revenue_retention(PairSums(2, x=20, y=30, xx=200, yy=500, xy=300)).value == 1.5


@pytest.mark.parametrize(("retention", "discount", "multiple"), [(0.9, 0.12, 4.09), (0.6, 0.10, 1.20)])
def test_the_margin_multiple_is_that_of_gupta_and_lehmann(retention: float, discount: float, multiple: float) -> None:
    """Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1), the table of margin multiples."""
    assert margin_multiple(retention, discount) == pytest.approx(multiple, abs=0.005)


def test_historic_value_is_the_margin_that_people_brought() -> None:
    value = historic_clv(3, 600.0, 140_000.0, margin=0.3)

    assert value.value == pytest.approx(60)
    assert value.standard_error == pytest.approx(0.3 * 100 / 3**0.5)


def test_without_customers_there_is_no_retention() -> None:
    assert logo_retention(0, 0) == Estimate.unknown
    assert churn(Estimate.unknown) == Estimate.unknown
