"""Interactions survive the way into a batch and back."""

from datetime import UTC, datetime

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from rapport.core.batch import decode_who, encode_who, read_batch, to_batch, write_batch
from rapport.core.interaction import Identifier, Interaction

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1e\x1f\0"), min_size=1, max_size=30)
identifiers = st.builds(
    Identifier,
    type=st.sampled_from(["user_id", "external", "email", "phone", "handle", "anonymous_id"]),
    namespace=st.sampled_from(["", "shop", "x"]),
    value=words,
    verified=st.booleans(),
)


@given(st.lists(identifiers, max_size=5))
def test_identifiers_come_back_as_the_same_set(given_identifiers: list[Identifier]) -> None:
    who = encode_who(given_identifiers)

    assert set(decode_who(who) if who else ()) == set(given_identifiers)


@given(st.lists(identifiers, min_size=1, max_size=5), st.randoms())
def test_the_order_of_identifiers_does_not_matter(given_identifiers: list[Identifier], chance: object) -> None:
    shuffled = sorted(given_identifiers, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis gives a Random

    assert encode_who(shuffled) == encode_who(given_identifiers)


def test_a_separator_inside_a_value_cannot_forge_an_identifier() -> None:
    forged = Identifier(type="user_id", value="1\x1femail\x1e\x1e1\x1eowner@example.com")

    assert [i.type for i in decode_who(encode_who([forged]) or "")] == ["user_id"]


def test_a_batch_reads_back_as_it_was_written() -> None:
    interaction = Interaction(
        source_id="1",
        kind="survey_answered",
        occurred_at=datetime(2026, 1, 31, tzinfo=UTC),
        text="สวัสดี 你好 ačiū",
        score=9.0,
        dimensions={"country": "LT"},
        traits={"plan": "pro", "age": 7},
        properties={"deep": {"list": [1, None]}},
    )

    table = read_batch(write_batch(to_batch([interaction])))

    assert table.column("d_country").to_pylist() == ["LT"]
    assert table.column("traits").to_pylist() == ['{"plan":"pro","age":7}']
    assert table.column("text").to_pylist() == ["สวัสดี 你好 ačiū"]
    assert isinstance(table, pa.Table)


def test_a_namespace_with_the_signs_between_parts_can_be_read_back() -> None:
    who = encode_who([Identifier(type="external", namespace="shop\x1e1\x1f", value="a\x1e7")])

    assert who is not None
    assert [(each.namespace, each.value) for each in decode_who(who)] == [("shop1", "a7")]
