"""Notices written down: what comes back says the same, whatever stands in the file."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.notice import Notice, Quoted, about, either, together
from rapport.core.written_notices import (
    beside,
    documents_of,
    notice_document,
    read_notice,
    restored,
    values_in,
    write_notice,
)

PLACES = ("one", "two")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = TEXTS | st.integers(-(2**62), 2**62) | st.builds(Quoted, TEXTS) | st.lists(TEXTS, max_size=3)


def _of(parts: st.SearchStrategy[object]) -> st.SearchStrategy[Notice]:
    return st.builds(
        lambda head, terminal, inside: Notice(
            head.replace("%", "%%") + " ".join(f"%({name})s" for name in inside), terminal=terminal, **inside
        ),
        TEXTS,
        TEXTS,
        st.dictionaries(st.sampled_from(PLACES), parts, min_size=1),
    )


NOTICES = st.recursive(_of(LEAVES), lambda inner: _of(LEAVES | inner | st.lists(inner, max_size=2)), max_leaves=6)


@given(notice=NOTICES)
def test_a_notice_comes_back_with_its_text_and_all_of_its_parts(notice: Notice) -> None:
    read = read_notice(str(notice), write_notice(notice))

    assert isinstance(read, Notice)
    assert read == notice
    assert (read.text, read.terminal, notice_document(read)) == (notice.text, notice.terminal, notice_document(notice))
    assert write_notice(read) == write_notice(notice)


@given(english=st.text(), written=st.text())
def test_what_is_no_written_notice_leaves_the_sentence_as_it_stands(english: str, written: str) -> None:
    read = read_notice(english, written)

    assert read == english
    if isinstance(read, Notice):
        assert (read.text, read.parts) == (english, {})
    assert list(values_in(written)) is not None


@pytest.mark.parametrize(
    "document",
    [
        {"text": "Another sentence."},
        {"text": "%(lost)s."},
        {"text": "%(value)d.", "parts": {"value": "x"}},
        {"text": "It is late", "parts": {"value": 1.5}},
        {"text": "It is late.", "parts": {"value": {"unheard": "of"}}},
        {"text": 7},
        {"parts": {}},
        ["It is late."],
        None,
    ],
    ids=str,
)
def test_a_form_that_says_anything_else_or_that_only_a_newer_version_knows_is_not_believed(document: object) -> None:
    read = read_notice("It is late.", json.dumps(document))

    assert isinstance(read, Notice)
    assert (read, read.text, read.parts) == ("It is late.", "It is late.", {})
    assert type(restored("It is late.", {"It is late.": document})) is str


def test_what_a_newer_version_adds_beside_it_is_passed_over() -> None:
    form = '{"text":"It is %(what)s.","parts":{"what":"late"},"tone":"polite"}'

    assert read_notice("It is late.", form).text == "It is %(what)s."  # type: ignore[attr-defined]  # it is a notice


def test_a_plain_text_has_no_written_form() -> None:
    assert write_notice("It is late.") == ""
    assert type(read_notice("It is late.", "")) is str
    assert beside(["It is late."]) == {}


def test_broken_unicode_is_mended_as_it_is_beside_it() -> None:
    notice = about("time", Notice("%(value)s is late: %(again)s.", value="\ud800x", again=["\udfff"]))

    assert json.loads(write_notice(notice))["parts"]["problem"]["parts"] == {"value": "?x", "again": ["?"]}


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("is_read", [False, True], ids=["made", "read"])
def test_a_notice_survives_the_way_to_another_process(protocol: int, is_read: bool) -> None:
    made = together(about("score", Notice("%(n)s is no %(noun)s, 100 %%.", n=Quoted("x"), noun=Notice("count"))), Notice("Go."))
    notice = read_notice(str(made), write_notice(made)) if is_read else made

    for copied in (pickle.loads(pickle.dumps(notice, protocol)), copy.deepcopy(notice)):
        assert isinstance(copied, Notice)
        assert copied == made
        assert notice_document(copied) == notice_document(made)


def test_beside_a_line_the_parts_of_what_had_several_lines_are_found() -> None:
    notice = Notice("Cannot read it: %(problem)s.", problem=either(["a", "b"]), terminal="\n  a =\n     ^")
    line = " ".join(notice.split())

    told = restored(line, documents_of([notice.worded(line)]))

    assert (told, type(told)) == (line, Notice)
    assert told.parts["problem"] == "a or b"  # type: ignore[attr-defined]  # it is a notice


def test_the_values_are_all_that_does_not_come_from_our_code() -> None:
    notice = Notice(
        "%(a)s, %(b)s, %(c)s.", a=Quoted("Dana"), b=["Erin", Notice("of %(city)s", city="Riga")], c=4711, terminal="--mail x"
    )

    assert set(values_in(write_notice(notice))) == {"Dana", "Erin", "Riga", "4711", "--mail x"}
