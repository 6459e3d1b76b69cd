"""Notices: English for terminals and JSON, parts for whoever says them in another language."""

import json

from rapport.core.errors import UserError
from rapport.core.notice import Notice


def test_a_notice_is_its_english_sentence_wherever_a_text_is() -> None:
    notice = Notice("There are %(count)s rows of %(file)s: %(names)s.", count=1234, file="a 100% b.csv", names=["x", "y"])

    assert notice == "There are 1,234 rows of a 100% b.csv: x, y."
    assert json.dumps({"said": notice}) == '{"said": "There are 1,234 rows of a 100% b.csv: x, y."}'
    assert str(UserError(notice)) == notice


def test_what_helps_at_a_terminal_follows_in_the_same_line_or_in_one_of_its_own() -> None:
    assert Notice("There is no view.", terminal="See `rapport view list`.") == "There is no view. See `rapport view list`."
    assert Notice("Not readable.", terminal="\n  a =\n     ^") == "Not readable.\n  a =\n     ^"


def test_a_text_without_places_keeps_its_per_cent_signs() -> None:
    assert Notice("95% interval") == "95% interval"
