"""Where the lines of the small drawings run."""

import pytest

from rapport.ui.graphics import draw_interval, draw_sparkline


def test_a_sparkline_runs_from_the_lowest_to_the_highest_value() -> None:
    drawn = draw_sparkline([0, 10, 5])

    assert drawn.line == "M0 29L58.5 3L117 16"
    assert drawn.area == "M0 29L58.5 3L117 16L117 32L0 32Z"
    assert drawn.last == (117, 16)


def test_missing_values_interrupt_the_line_and_a_single_one_is_a_dot() -> None:
    assert draw_sparkline([1, None, 2]).line == "M0 29L0 29M117 3L117 3"
    assert draw_sparkline([1, 2, None]).last == (58.5, 3)
    assert draw_sparkline([None]).last is None
    assert draw_sparkline([]).line == ""


def test_the_band_counts_for_the_scale() -> None:
    drawn = draw_sparkline([5, 5], lows=[0, None], highs=[10, 8])

    assert drawn.line == "M0 16L117 16"
    assert drawn.band == ""
    assert draw_sparkline([5, 5], lows=[0, 0], highs=[10, 10]).band == "M0 3L117 3L117 29L0 29Z"


def test_equal_values_run_through_the_middle() -> None:
    assert draw_sparkline([7, 7]).line == "M0 16L117 16"


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [(0, -50, 50, (25, 50, 50, 50)), (50, 50, 50, (75, 1, 75, 50)), (0, -900, 900, (0, 100, 50, 50))],
    ids=["inside", "no width", "beyond the scale"],
)
def test_an_interval_lies_on_the_scale_of_its_table(value: float, low: float, high: float, expected: tuple[float, ...]) -> None:
    drawn = draw_interval(value, low, high, lowest=-100, highest=100)

    assert (drawn.start, drawn.width, drawn.at, drawn.zero) == expected


def test_zero_is_marked_only_inside_of_the_scale() -> None:
    assert draw_interval(0.5, 0.4, 0.6, lowest=0, highest=1).zero is None
