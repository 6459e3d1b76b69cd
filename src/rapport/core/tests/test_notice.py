"""Notices: English for terminals and JSON, parts for whoever says them in another language."""

import json

import pytest

from rapport.core.errors import UserError
from rapport.core.notice import Notice, Quoted, notice_of, on_one_line, said_by


def test_a_notice_is_its_english_sentence_wherever_a_text_is() -> None:
    notice = Notice("There are %(count)s rows of %(file)s: %(names)s.", count=1234, file="a 100% b.csv", names=["x", "y"])

    assert notice == "There are 1,234 rows of a 100% b.csv: x, y."
    assert json.dumps({"said": notice}) == '{"said": "There are 1,234 rows of a 100% b.csv: x, y."}'
    assert str(UserError(notice)) == notice


def test_what_helps_at_a_terminal_follows_in_the_same_line_or_in_one_of_its_own() -> None:
    assert Notice("There is no view.", terminal="See `rapport view list`.") == "There is no view. See `rapport view list`."
    assert Notice("Not readable.", terminal="\n  a =\n     ^") == "Not readable.\n  a =\n     ^"


@pytest.mark.parametrize("text", ["noon", "12 o'clock", 'a "b"', "both ' and \"", "back\\slash", "line\nend", ""])
def test_what_somebody_wrote_is_quoted_as_python_does(text: str) -> None:
    quoted = Quoted(text)

    assert quoted == repr(text)
    assert quoted.text == (text if repr(text) == f"'{text}'" else None)


def test_what_an_error_says_can_stand_in_another_notice() -> None:
    told = Notice("There is no %(noun)s.", noun=Notice("view"))

    assert notice_of(UserError(told)) is told
    assert notice_of(ValueError("100% wrong")) == said_by(ValueError("100% wrong")) == "100% wrong"
    assert said_by(UserError()) == ""
    assert on_one_line(Notice("a\n  b %(c)s", c="d")) == on_one_line("a b\n d") == "a b d"


def test_a_text_without_places_keeps_its_per_cent_signs() -> None:
    assert Notice("95% interval") == "95% interval"
