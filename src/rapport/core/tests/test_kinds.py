"""Contract of every registered kind."""

import pytest

from rapport.core.batch import INTERACTION_SCHEMA, to_batch
from rapport.core.errors import BugError
from rapport.core.interaction import FIELD_PRIVACY, Interaction, decode_interaction
from rapport.core.kinds import KINDS, EraseRule, Kind

KEYS = sorted(KINDS)


@pytest.mark.parametrize("key", KEYS)
def test_every_kind_is_described_in_a_full_sentence(key: str) -> None:
    kind = KINDS[key]

    assert kind.title
    assert kind.description.endswith(".")


@pytest.mark.parametrize("key", KEYS)
def test_every_example_is_a_valid_interaction_of_its_kind(key: str) -> None:
    import msgspec

    example = KINDS[key].example

    assert example.kind == key
    assert decode_interaction(msgspec.json.encode(example)) == example


@pytest.mark.parametrize("key", KEYS)
def test_every_example_has_what_its_kind_requires(key: str) -> None:
    kind = KINDS[key]
    row = to_batch([kind.example]).to_pylist()[0]

    for needed in kind.required:
        alternatives = (needed,) if isinstance(needed, str) else needed
        assert any(row[name] is not None for name in alternatives), needed


@pytest.mark.parametrize("key", KEYS)
def test_required_fields_are_columns_of_a_batch(key: str) -> None:
    names = [name for needed in KINDS[key].required for name in ((needed,) if isinstance(needed, str) else needed)]

    assert set(names) <= set(INTERACTION_SCHEMA.names)


@pytest.mark.parametrize("key", KEYS)
def test_no_erase_rule_keeps_what_says_who_it_was(key: str) -> None:
    assert all(FIELD_PRIVACY[name] in ("none", "pseudonymous") for name in KINDS[key].erase.keep)


def test_every_field_of_an_interaction_has_a_privacy_class() -> None:
    assert set(FIELD_PRIVACY) == set(Interaction.__struct_fields__)


def test_an_erase_rule_cannot_keep_a_personal_field() -> None:
    with pytest.raises(BugError, match="text"):
        EraseRule(keep=frozenset({"text"}))


def test_kinds_are_immutable() -> None:
    kind: Kind = KINDS["order_placed"]

    with pytest.raises(AttributeError):
        kind.key = "other"  # type: ignore[misc]  # that is the point
