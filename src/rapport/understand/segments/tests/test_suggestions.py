"""What the form offers, and the text it writes."""

from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.expressions.tree import Binary, Literal
from rapport.record.store.public import Store
from rapport.record.store.tests.engines import ENGINES
from rapport.understand.metrics.tests.streams import store_of
from rapport.understand.segments.clauses import Operator, comparison, did, joined, written_value
from rapport.understand.segments.size import size_of
from rapport.understand.segments.suggestions import NameType, dimension_names, kinds_seen, known_names, known_values
from rapport.understand.segments.tests.story import STREAM


def test_it_knows_the_names_of_these_data(store: Store) -> None:
    names = {known.name: known for known in known_names(store)}

    assert names["country"].about == "dimension"
    assert (names["trait.plan"].type, names["trait.age"].type) == (NameType.TEXT, NameType.NUMBER)
    assert dimension_names(store) == ("country",)
    assert [kind for kind, _ in kinds_seen(store)] == ["page_viewed", "profile_updated", "order_placed"]


def test_it_suggests_values_but_none_that_would_name_somebody(workspace: Workspace, store: Store) -> None:
    assert known_values(workspace, store, "country") == ["DE", "FR"]
    assert known_values(workspace, store, "trait.plan") == ["free", "pro"]
    assert known_values(workspace, store, "trait.first name") == []
    assert known_values(workspace, store, "weekday")[0] == "Monday"
    assert known_values(workspace, store, "nothing at all") == ()


@pytest.mark.parametrize(
    ("name", "operator", "values", "people"),
    [
        ("country", Operator.IS, ("DE",), 7),
        ("country", Operator.ONE_OF, ("DE", "FR"), 12),
        ("country", Operator.IS_NOT, ("DE",), 12),
        ("country", Operator.UNKNOWN, (), 8),
        ("trait.first name", Operator.KNOWN, (), 12),
        ("trait.first name", Operator.IS_NOT, ("O'Brien \\ and or",), 12),
        ("trait.age", Operator.AT_LEAST, ("25",), 8),
        ("trait.plan", Operator.CONTAINS, ("r",), 12),
        ("time", Operator.LESS_THAN, ("2026-03-06",), 5),
    ],
    ids=lambda each: str(each),
)
def test_every_comparison_that_it_writes_can_be_asked(
    workspace: Workspace, store: Store, name: str, operator: Operator, values: tuple[str, ...], people: int
) -> None:
    assert size_of(workspace, store, comparison(name, operator, values)).people == people


@pytest.mark.parametrize(
    ("clause", "people"),
    [
        (did("order_placed"), 8),
        (did("order_placed", days=30), 8),
        (did("order_placed", never=True), None),
        (did("page_viewed", times=2), None),
    ],
    ids=["ever", "lately", "never", "twice"],
)
def test_it_writes_what_people_did(workspace: Workspace, store: Store, clause: str, people: int | None) -> None:
    assert (size_of(workspace, store, clause).people or None) == people


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_suggests_the_same(workspace: Workspace, engine: str, tmp_path: Path) -> None:
    store = store_of(STREAM, engine, tmp_path)

    assert dict.fromkeys(known.name for known in known_names(store) if known.about != "interaction").keys() == {
        "country",
        "trait.plan",
        "trait.age",
        "trait.first name",
    }
    assert [list(known_values(workspace, store, name)) for name in ("country", "trait.plan")] == [["DE", "FR"], ["free", "pro"]]
    assert kinds_seen(store)[-1][0] == "order_placed"
    assert size_of(workspace, store, "country = DE").people == 7
    store.close()


def test_it_asks_for_a_missing_value() -> None:
    with pytest.raises(UserError, match="Choose what country is compared with"):
        comparison("country", Operator.IS, ("",))


@pytest.mark.parametrize("value", ["and", "O'Brien", "back\\slash", "ลูกค้า", "7", "007", "2026-01-01", "a b", "=1", "'", "1.50"])
def test_a_value_is_read_as_it_was_meant(value: str) -> None:
    node = parse_expression(f"country = {written_value(value)}", bare_words_are_values=True)

    assert isinstance(node, Binary)
    assert isinstance(node.right, Literal)
    assert str(node.right.value) == value


def test_clauses_are_joined_without_changing_what_stood_there() -> None:
    assert joined("", "a = 1") == "a = 1"
    assert joined("a = 1", "b = 2", word="or") == "a = 1 or b = 2"
    assert joined("a = 1 or b = 2", "c = 3") == "(a = 1 or b = 2) and c = 3"
    assert joined("a = 1 and b = 2", "c = 3") == "a = 1 and b = 2 and c = 3"
