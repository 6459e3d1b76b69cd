"""Which columns a `for_each` stands for."""

import time

import pytest

from rapport.collect.sources.mapping.tests.apply import apply, values
from rapport.core.errors import UserError


def answers(*for_each: str) -> str:
    columns = ", ".join(f'"{each}"' for each in for_each)
    return f"""
version: 1
source: form
id: nr
time: {{value: 2026-01-31}}
kind: survey_answered
for_each: [{columns}]
question: $column
score: $value
"""


def questions(*for_each: str, columns: tuple[str, ...]) -> list[str]:
    return values(apply(answers(*for_each), {"nr": ["1"], **{name: ["5"] for name in columns}}), "question_id")


def test_names_and_patterns_choose_columns_in_the_order_of_the_file() -> None:
    assert questions("Q7*", "Q1", "!Q7b", columns=("Q7b", "Q1", "Q2", "Q7a")) == ["Q1", "Q7a"]


def test_a_name_with_brackets_is_that_column() -> None:
    assert questions("Q1 [clean]", "!Q1 [old]", columns=("Q1 [clean]", "Q1 [old]", "Q1 c")) == ["Q1 [clean]", "Q1 c"]


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match="no column 'Q9'"):
        questions("Q1", "Q9", columns=("Q1",))


def test_thousands_of_names_are_looked_up_at_once() -> None:
    columns = tuple(f"question {number}" for number in range(5_000))
    before = time.process_time()

    found = questions("question *", *(f"!{name}" for name in columns[1:]), columns=columns)

    assert found == ["question 0"]
    assert time.process_time() - before < 3  # trying every name as a pattern on every column takes half a minute
