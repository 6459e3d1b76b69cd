import pytest

from rapport.collect.sources.mapping.tests.apply import apply, values
from rapport.core.errors import UserError

MAPPING = """
version: 1
source: x
id: id
time: at
kind: survey_answered
text: {template: "{title} {body}", optional: true}
response: {expr: "coalesce(own_id, id)", optional: true}
"""
ROW = {"id": ["7"], "at": ["2026-01-31"], "body": ["Good"]}


def test_columns_that_are_not_there_count_as_empty_in_optional_fields() -> None:
    mapped = apply(MAPPING, ROW)

    assert (values(mapped, "text"), values(mapped, "response_id")) == (["Good"], ["7"])


@pytest.mark.parametrize("name", ["title", "own_id"])
def test_they_are_asked_about_elsewhere(name: str) -> None:
    others = {other: ["x"] for other in ("title", "own_id") if other != name}

    with pytest.raises(UserError, match=f"no column '{name}'"):
        apply(MAPPING.replace(", optional: true", ""), {**ROW, **others})


def test_first_of_lists_columns_also_where_a_plain_text_is_a_word() -> None:
    mapped = apply(
        MAPPING + "language: {first_of: [lang, startlanguage]}\n", {**ROW, "title": [""], "own_id": [""], "startlanguage": ["lt"]}
    )

    assert values(mapped, "language") == ["lt"]
