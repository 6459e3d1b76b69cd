"""The documents tell the same sizes as the model."""

from pathlib import Path

import pytest

from rapport.serve.demo import effects, market, truth

DOCUMENT = Path(__file__).parents[5] / "docs" / "explanation" / "the-demo-company.md"


@pytest.fixture(scope="module")
def document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize("effect", effects.EFFECTS, ids=lambda effect: effect.key)
def test_every_effect_is_told_with_its_size(document: str, effect: effects.Effect) -> None:
    spellings = (f"{effect.size:+g}", f"{effect.size * 100:+g} %", f"× {effect.size:g}", f"{effect.size:g} days")

    assert any(spelling.replace("-", "−") in document for spelling in spellings)


@pytest.mark.parametrize("segment", truth.SEGMENTS[:-1], ids=lambda segment: segment.key)
def test_every_segment_is_told_with_its_numbers(document: str, segment: truth.Segment) -> None:
    row = next(line for line in document.splitlines() if line.startswith(f"| {segment.key}"))

    cells = [cell.strip() for cell in row.strip("|").split("|")]

    leaves = f"{segment.leaves_per_order * 100:g} %"
    assert cells[1:] == [f"{segment.share:.0%}".replace("%", " %"), f"{segment.orders_a_year:g}", f"{segment.nps:g}", leaves]


def test_the_days_of_what_happened_are_told(document: str) -> None:
    for day in (truth.RELEASES[0].day, truth.IMPROVEMENT.day, truth.EXPERIMENT.day):
        assert f"| day {day} |" in document
    assert f"{truth.INCIDENT.starts_before_end_days} days before the end | {truth.INCIDENT.days} days" in document


def test_shares_add_up_to_everybody() -> None:
    assert sum(segment.share for segment in truth.SEGMENTS) == pytest.approx(1)
    assert sum(country.share for country in market.COUNTRIES) == pytest.approx(1)
    assert sum(plan.share for plan in market.PLANS) == pytest.approx(1)
