"""However long an id and a question are, what they make is an id."""

from rapport.collect.sources.mapping.rows import LONGEST_SOURCE_ID
from rapport.collect.sources.mapping.tests.apply import apply, values
from rapport.core.interaction import decode_interaction

QUESTION = "How much do you agree with what our colleague told you about " + "the price of the lamp and " * 50
MAPPING = """
version: 1
source: form
id: nr
time: {value: 2026-01-31}
kind: survey_answered
for_each: ["How*"]
text: $value
each: $value
"""
CELLS = {"nr": ["n" * 890, "m" * 890], f"{QUESTION}one?": ["[1, 2]", "[1, 2]"], f"{QUESTION}two?": ["[1, 2]", "[1, 2]"]}


def test_a_long_question_makes_an_id_that_is_allowed_and_names_one_interaction() -> None:
    ids = values(apply(MAPPING, CELLS), "source_id")

    assert len(set(ids)) == len(ids) == 8
    assert max(map(len, ids)) == LONGEST_SOURCE_ID
    for name in ids:
        decode_interaction(b'{"source_id":"%s","kind":"k","occurred_at":"2026-01-31T12:00:00Z"}' % name.encode())


def test_it_is_the_same_in_every_import() -> None:
    assert values(apply(MAPPING, CELLS), "source_id") == values(apply(MAPPING, CELLS), "source_id")


def test_an_id_that_is_just_short_enough_stays_as_it_is() -> None:
    # nr, "/", the kind, ":", the column, "." and the place
    column = "How" + "x" * (LONGEST_SOURCE_ID - 890 - len("/survey_answered:How.1"))

    ids = values(apply(MAPPING, {"nr": ["n" * 890], column: ["[1]"]}), "source_id")

    assert ids == ["n" * 890 + f"/survey_answered:{column}.1"]
    assert len(ids[0]) == LONGEST_SOURCE_ID


def test_half_a_character_in_a_question_is_no_obstacle() -> None:
    ids = values(apply(MAPPING, {"nr": ["1"], "How \udce9" + QUESTION: ["[1, 2]"]}), "source_id")

    assert len(set(ids)) == 2
    assert max(map(len, ids)) <= LONGEST_SOURCE_ID
