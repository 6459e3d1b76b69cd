import pytest

from rapport.collect.sources.mapping.spelling import spelled
from rapport.collect.sources.mapping.tests.apply import apply, values
from rapport.core.errors import UserError

MAPPING = """
version: 1
source: x
id: Review Id
time: {first_of: [created_at, posted]}
kind: survey_answered
metric: rating
score: Star rating
"""


def test_a_column_is_found_however_its_name_is_written() -> None:
    mapped = apply(MAPPING, {"Review ID": ["a"], "Created At": ["2026-01-31"], "star_rating": ["4"]})

    assert (values(mapped, "source_id"), values(mapped, "score")) == (["a"], [4.0])


def test_the_name_as_written_comes_first() -> None:
    mapped = apply(MAPPING, {"review id": ["a"], "Review Id": ["b"], "posted": ["2026-01-31"], "Star rating": ["4"]})

    assert values(mapped, "source_id") == ["b"]


def test_two_columns_that_could_be_meant_are_asked_about() -> None:
    with pytest.raises(UserError, match="no column 'Review Id'"):
        apply(MAPPING, {"review id": ["a"], "Review ID": ["b"], "posted": ["2026-01-31"], "Star rating": ["4"]})


def test_signs_alone_name_nothing() -> None:
    assert spelled("#", ["%", "a"]) is None


def test_signs_that_are_part_of_a_word_count() -> None:
    assert spelled("คะแนน", ["คแนน"]) is None
    assert spelled("Country/Region", ["country_region"]) == "country_region"
