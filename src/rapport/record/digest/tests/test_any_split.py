"""However the same interactions are cut into batches, and however often they come, the same is stored."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.accounts.public import create_workspace
from rapport.core.interaction import Identifier, Interaction
from rapport.record.digest.tests.digesting import Record, new_batch, open_record, placed
from rapport.spool.public import Form, NewBatch

IDENTIFIERS = (
    Identifier(type="email", value="dana@example.com"),
    Identifier(type="email", value="erin@example.com"),
    Identifier(type="user_id", value="u-1001"),
    Identifier(type="anonymous_id", value="c00c1e-77"),
)
WHOS = st.sets(st.sampled_from(IDENTIFIERS), max_size=2).map(tuple)
COLUMNS = "source_id, amount, d_country, identity_key IS NULL"


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Interaction], list[NewBatch]]:
    """Some interactions, and batches that hold each of them at least once."""
    whos = draw(st.lists(WHOS, min_size=1, max_size=8))
    rows = [
        placed(f"row-{number}", identifiers=who, amount=number, dimensions={"country": "DE" if number % 3 else "FR"})
        for number, who in enumerate(whos)
    ]
    sent = draw(st.permutations(rows + draw(st.lists(st.sampled_from(rows), max_size=6))))
    cuts = sorted(draw(st.sets(st.integers(1, len(sent)), max_size=4)))
    forms: list[Form] = draw(st.lists(st.sampled_from(["arrow", "json"]), min_size=len(cuts) + 1, max_size=len(cuts) + 1))
    parts = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    return rows, [new_batch(*part, form=form) for part, form in zip(parts, forms, strict=True)]


@pytest.fixture
def stores_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "duckdb:///:memory:")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=deliveries(), order=st.randoms())
def test_any_split_and_any_repetition_gives_the_same(
    drawn: tuple[list[Interaction], list[NewBatch]], order: random.Random, db: None, stores_in_memory: None
) -> None:
    rows, batches = drawn
    with new_record() as at_once, new_record() as in_parts:
        at_once.deliver(new_batch(*rows))

        for batch in batches:
            in_parts.deliver(batch)
        order.shuffle(batches)
        in_parts.deliver(*batches)

        assert in_parts.stored(COLUMNS) == at_once.stored(COLUMNS)
        assert partition(in_parts) == partition(at_once)
        assert in_parts.results().stored == len(rows)
        assert in_parts.results().duplicate == 2 * sum(batch.rows for batch in batches) - len(rows)


_numbers = count()


@contextmanager
def new_record() -> Iterator[Record]:
    """A workspace that knows nobody yet."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(create_workspace(f"split-{next(_numbers)}"), Path(folder))
        yield record
        record.store.close()
        record.spool.close()


def partition(record: Record) -> set[frozenset[object]]:
    """Which rows belong to one person, whatever number the person has."""
    people = record.people()
    return {
        frozenset(row for row, owner in people.items() if owner == person) for person in people.values() if person is not None
    }
