"""Six languages say the same things, and nobody real is named."""

import re

import phonenumbers
import pytest

from rapport.serve.demo import market
from rapport.serve.demo.people import MAIL, PHONE_DIGITS
from rapport.serve.demo.service import TOPICS
from rapport.serve.demo.stream import Plan, stream
from rapport.serve.demo.wording import LANGUAGES, Words

from .conftest import UNTIL

_SLOTS = {"{product}", "{days}", "{agent}", "{name}", "{}"}


def texts(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for child in children for text in texts(child)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_theme_and_fills_in_only_what_there_is(language: str) -> None:
    phrases, english = Words.of(language).phrases, Words.of("en").phrases
    plain = {key: value for key, value in phrases.items() if key not in ("joiner", "name_joiner", "family_first", "men")}

    assert plain.keys() == english.keys()
    for key in ("good", "bad", "opener", "closer", "question", "answer", "mention"):
        assert plain[key].keys() == english[key].keys(), key
        assert {theme: len(options) for theme, options in plain[key].items()} == {t: len(o) for t, o in english[key].items()} or (
            min(len(options) for options in plain[key].values()) >= 2
        )
    for topic, questions in plain["question"].items():
        assert len(questions) == len(plain["answer"][topic]), "a question has no answer of its own"
    assert set(plain["question"]) == {*TOPICS, "coffee"}
    assert len(plain["more"]) == len(plain["more_answer"])
    assert {slot for text in texts(plain) for slot in re.findall(r"\{\w*\}", text)} <= _SLOTS


def test_written_texts_have_nothing_left_to_fill_in_and_are_of_their_script() -> None:
    block = next(stream(Plan(600, 7, UNTIL)))
    scripts = {"th": r"[\u0e00-\u0e7f]", "zh-Hant": r"[\u4e00-\u9fff]", "lt": r"[a-zėšųžąęįū]", "de": r"[a-zäöüß]"}
    for source in ("surveys", "helpdesk", "reviews", "social"):
        rows = block.tables[source].select(["text", "language"]).to_pylist()
        for row in rows:
            if row["text"] is not None:
                assert "{" not in row["text"]
                assert re.search(scripts.get(row["language"], "[a-z]"), row["text"], re.IGNORECASE), row


def test_no_phone_number_can_belong_to_anybody_and_every_address_is_reserved() -> None:
    people = next(stream(Plan(600, 7, UNTIL))).people

    for number in filter(None, people.identifiers["phone"].values):
        read = phonenumbers.parse(number)
        assert phonenumbers.is_possible_number(read), number
        assert not phonenumbers.is_valid_number(read), number
    for email in filter(None, people.identifiers["email"].values):
        assert email.endswith(".example")
    assert len(PHONE_DIGITS) == len(market.COUNTRIES)
    assert all(domain.endswith(".example") for domain in MAIL)
