"""What domains say, in the reader's language."""

from django.utils.translation import override

from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.notice import Notice, Quoted, about, together
from rapport.core.written_notices import read_notice, write_notice
from rapport.ui.saying import say, say_all, say_error, say_list


def _error_of(filter_text: str) -> UserError:
    try:
        parse_expression(filter_text)
    except UserError as error:
        return error
    raise AssertionError(filter_text)


def test_an_error_is_said_with_the_notices_in_it_and_without_what_helps_at_a_terminal() -> None:
    error = _error_of("country =")

    with override("lt"):
        said = say_error(error)

    assert said == ("Išraiškos perskaityti nepavyko: laukta vardo, skaičiaus arba teksto kabutėse (10 ženklas).")
    assert str(error).endswith("\n  country =\n           ^")


def test_numbers_and_lists_are_written_as_the_language_writes_them() -> None:
    notice = Notice("A workspace has at most %(most)s dimensions, and %(shown)s would be more. Write values that are seldom "
                    "asked for as properties in the mapping instead.", most=1234, shown=["a", "b"])  # fmt: skip

    with override("lt"):
        assert "1 234 matmenų" in say(notice).replace("\xa0", " ")
    with override("zh-hant"):
        assert "a、b" in say(notice)
        assert say_list(["甲", "乙"]) == "甲、乙"


def test_what_somebody_wrote_stands_in_the_quotes_of_the_language() -> None:
    notice = Notice("There is no kind %(kind)s.", kind=Quoted("sale"))
    escaped = Notice("There is no kind %(kind)s.", kind=Quoted("it's\n"))

    with override("lt"):
        assert "„sale“" in say(notice)
        assert '"it\'s\\n"' in say(escaped)
    with override("zh-hant"):
        assert "「sale」" in say(notice)
    assert say(notice) == notice


def test_what_was_kept_is_said_as_what_was_made() -> None:
    made = about("score", together(Notice("The line holds no text."), Notice("Known: %(known)s.", known=["a", "b"])))

    with override("zh-hant"):
        assert say(read_notice(str(made), write_notice(made))) == say(made) != made


def test_nothing_is_said_of_an_empty_notice_and_no_place_is_missed_in_an_unknown_one() -> None:
    with override("lt"):
        assert say(Notice("")) == ""
        assert (
            say(read_notice("Nobody knows x.", '{"text": "Nobody knows %(what)s.", "parts": {"what": "x"}}')) == "Nobody knows x."
        )


def test_a_text_that_is_no_notice_stays_as_it_is() -> None:
    with override("th"):
        assert say("Rest on 100% of them") == "Rest on 100% of them"
        assert say_error(UserError("Nobody translated this.")) == "Nobody translated this."
        assert say_error(UserError()) == ""


def test_a_notice_that_was_given_twice_is_said_once() -> None:
    with override("th"):
        said = say_all([Notice("binary data"), Notice("binary data")])

    assert said == ("ข้อมูลไบนารี",)
