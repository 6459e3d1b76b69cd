import pytest

from rapport.collect.sources.mapping.tests.apply import apply, values
from rapport.core.errors import UserError

FORM = """
version: 1
source: form
id: "#"
time: Sent
response: "#"
interactions:
  - for_each: ["*recommend*", NPS]
    kind: survey_answered
    metric: nps
    score: $value
    optional: true
"""
ANSWERS = """
  - for_each: ["*", "!#", "!Sent", "!*recommend*", "!NPS"]
    kind: survey_answered
    name: answer
    text: $value
    optional: true
"""
NEITHER = {"#": ["1"], "Sent": ["2026-01-31"], "What now?": ["Nothing"]}


def test_an_optional_rule_is_left_out_where_no_column_fits() -> None:
    mapped = apply(FORM + ANSWERS, NEITHER)

    assert values(mapped, "text") == ["Nothing"]


def test_an_optional_rule_takes_what_fits() -> None:
    mapped = apply(FORM + ANSWERS, {**NEITHER, "Would you recommend us?": ["9"]})

    assert values(mapped, "score") == [9.0, None]


def test_a_rule_that_is_not_optional_needs_its_columns() -> None:
    with pytest.raises(UserError, match=r"no column of the file fits '\*recommend\*'"):
        apply(FORM.replace("    optional: true\n", ""), NEITHER)


def test_a_mapping_of_which_no_rule_fits_is_refused() -> None:
    with pytest.raises(UserError, match="nothing to import"):
        apply(FORM, NEITHER)


def test_an_optional_rule_is_left_out_where_its_list_is_not_in_the_file() -> None:
    further = "  - {each: more, kind: survey_answered, name: more, text: $item, optional: true}\n"

    assert values(apply(FORM + ANSWERS + further, NEITHER), "text") == ["Nothing"]
    assert values(apply(FORM + further, {"#": ["1"], "Sent": ["2026-01-31"], "more": [["a", "b"]]}), "text") == ["a", "b"]
