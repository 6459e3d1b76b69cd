"""Published: Benjamini & Hochberg (1995), section 4.1, the 15 p-values of Neuhaus et al. (1992)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.multiple import benjamini_hochberg, holm

NEUHAUS = (0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0)

p_values = st.lists(st.floats(0, 1), max_size=30)


def test_benjamini_and_hochberg_find_four_where_holm_finds_three() -> None:
    assert [p <= 0.05 for p in benjamini_hochberg(NEUHAUS)].count(True) == 4
    assert [p <= 0.05 for p in holm(NEUHAUS)].count(True) == 3


def test_the_fourth_p_value_is_adjusted_by_its_rank() -> None:
    assert benjamini_hochberg(NEUHAUS)[3] == pytest.approx(0.0095 * 15 / 4)
    assert holm(NEUHAUS)[3] == pytest.approx(0.0095 * 12)


@given(p_values)
def test_adjusting_never_helps_and_holm_is_the_stricter(values: list[float]) -> None:
    for raw, rate, family in zip(values, benjamini_hochberg(values), holm(values), strict=True):
        assert raw <= rate + 1e-12
        assert rate <= family + 1e-12
        assert family <= 1


@given(p_values, st.randoms())
def test_the_order_of_the_tests_does_not_matter(values: list[float], random: "st.random_module") -> None:  # type: ignore[valid-type]
    shuffled = sorted(values)

    assert sorted(benjamini_hochberg(values)) == pytest.approx(benjamini_hochberg(shuffled))
    assert sorted(holm(values)) == pytest.approx(holm(shuffled))


def test_one_test_needs_no_correction() -> None:
    assert benjamini_hochberg([0.03]) == holm([0.03]) == [0.03]
