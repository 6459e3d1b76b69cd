import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.stats.weights import kish_effective_n, rake

weights = st.lists(st.floats(0.01, 100), min_size=1, max_size=50)


def test_kish_counts_weights_1_1_2_4_as_2_909() -> None:
    """Reference sheet: (Σw)²/Σw², Kish (1965)."""
    assert kish_effective_n(8, 22) == pytest.approx(2.909, abs=5e-4)


@given(weights)
def test_unequal_weights_never_add_evidence(values: list[float]) -> None:
    n_eff = kish_effective_n(sum(values), sum(w * w for w in values))

    assert 1 - 1e-9 <= n_eff <= len(values) + 1e-9


def test_weights_of_zero_are_no_evidence() -> None:
    assert kish_effective_n(0, 0) == 0


def test_raking_gives_the_published_table() -> None:
    """Reference sheet, test 14: the 2 × 2 table of the documentation of several raking packages."""
    fitted = rake([[7, 9], [12, 7]], [5, 15], [10, 10])

    assert fitted == pytest.approx(np.array([[1.776, 3.224], [8.224, 6.776]]), abs=5e-4)


@given(st.lists(st.lists(st.floats(0.1, 100), min_size=3, max_size=3), min_size=2, max_size=4), st.data())
def test_raking_meets_both_margins_and_keeps_the_odds(table: list[list[float]], data: st.DataObject) -> None:
    rows = np.array(data.draw(st.lists(st.floats(1, 50), min_size=len(table), max_size=len(table))))
    columns = np.array(data.draw(st.lists(st.floats(1, 50), min_size=3, max_size=3)))
    columns *= rows.sum() / columns.sum()

    fitted = rake(table, list(rows), list(columns))

    assert fitted.sum(axis=1) == pytest.approx(rows, rel=1e-6)
    assert fitted.sum(axis=0) == pytest.approx(columns, rel=1e-6)
    before = table[0][0] * table[1][1] / (table[0][1] * table[1][0])
    assert fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0]) == pytest.approx(before, rel=1e-6)


def test_margins_that_disagree_are_refused() -> None:
    with pytest.raises(ValueError, match="must be equal"):
        rake([[1, 1], [1, 1]], [5, 5], [5, 6])


def test_an_empty_group_cannot_be_weighted_up() -> None:
    with pytest.raises(ValueError, match="empty in the sample"):
        rake([[0, 0], [1, 1]], [5, 5], [5, 5])
