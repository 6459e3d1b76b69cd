"""Needles are found in every form, and nothing but needles."""

import json
import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.record.store.needles import Needles, hashed, in_parts

DANA = Needles(["dana@example.com", "+37061234567", "C-1042"])


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("write to dana@example.com.", "write to [erased]."),
        ("DANA@Example.Com", "[erased]"),
        ("dana@example.com dana@example.com", "[erased] [erased]"),
        ("call +37061234567 now", "call [erased] now"),
        ("https://x.test/?mail=dana%40example.com&y=1", "https://x.test/?mail=[erased]&y=1"),
        ("https://x.test/?next=%3Fmail%3Ddana%2540example.com", "https://x.test/?next=%3Fmail%3D[erased]"),
        ("https://x.test/?tel=%2B37061234567", "https://x.test/?tel=[erased]"),
        ("ticket_C-1042_3", "ticket_[erased]_3"),
        ("Dėkui,dana@example.com,ačiū", "Dėkui,[erased],ačiū"),
        ("ขอบคุณdana@example.comครับ", "ขอบคุณ[erased]ครับ"),
        (r"raw \ndana@example.com\n and \u003cdana@example.com", r"raw \n[erased]\n and \u003c[erased]"),
    ],
)
def test_it_takes_out_every_form(text: str, scrubbed: str) -> None:
    assert DANA.scrubbed(text) == scrubbed


@pytest.mark.parametrize("text", ["yordana@example.com", "dana@example.community", "C-10423", "example.com", "dana", "[erased]"])
def test_it_leaves_what_only_looks_similar(text: str) -> None:
    assert DANA.scrubbed(text) == text


def test_a_short_needle_is_only_taken_out_as_a_whole_value() -> None:
    jo = Needles(["jo", "15"])

    assert [jo.scrubbed(text) for text in ("Jo", "15", "jo said", "15 euro", "150")] == [
        "[erased]",
        "[erased]",
        "jo said",
        "15 euro",
        "150",
    ]


def test_json_stays_json() -> None:
    document = {
        "mail": "dana@example.com",
        "dana@example.com": 1,
        "deep": [{"id": 10423}, "a\ndana@example.com", True, None, 1.5],
    }

    cleaned = Needles(["dana@example.com", "10423"]).scrubbed_json(json.dumps(document))

    assert json.loads(cleaned) == {
        "mail": "[erased]",
        "[erased]": 1,
        "deep": [{"id": "[erased]"}, "a\n[erased]", True, None, 1.5],
    }


def test_what_is_no_json_is_taken_as_text() -> None:
    assert DANA.scrubbed_json("{broken dana@example.com") == "{broken [erased]"


def test_a_name_that_reads_like_the_replacement_ends() -> None:
    assert "erased" in Needles(["erased"]).scrubbed("erased erased")


def test_many_needles_come_in_parts_and_empty_ones_not_at_all() -> None:
    parts = list(in_parts([f"visitor-{number}" for number in range(250)] + ["", "  "]))

    assert len(parts) == 3
    assert all(re.compile(part.pattern) for part in parts)


def test_a_hash_is_the_same_for_the_same_id_and_another_for_another_key() -> None:
    assert hashed("conv-dana", b"k" * 32) == hashed("conv-dana", b"k" * 32)
    assert hashed("conv-dana", b"k" * 32) != hashed("conv-dana", b"j" * 32)
    assert "dana" not in hashed("conv-dana", b"k" * 32)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=20).filter(lambda word: word.strip() == word)


@given(WORDS, st.text(st.characters(exclude_categories=["Cs"])))
def test_a_needle_between_spaces_is_always_found(needle: str, around: str) -> None:
    needles = Needles([needle])

    for form in (needle, needle.upper(), quote(needle, safe=""), urlencode({"": needle})[1:], json.dumps(needle)[1:-1]):
        assert needles.scrubbed(f"{around} {form} .") != f"{around} {form} ."
    assert needles.scrubbed_json(json.dumps({"a": [f"x {needle} y"]})) != json.dumps({"a": [f"x {needle} y"]})
