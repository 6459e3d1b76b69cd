"""After an erasure and a compaction no file of the engine holds the person."""

from pathlib import Path

import pytest

pytest.importorskip("chdb", reason="ClickHouse's engine (chdb) is not installed")

from rapport.record.store.tests.batches import batch_of, group_of, said
from rapport.record.store.tests.engines import clickhouse_folder, open_clickhouse

pytestmark = pytest.mark.clickhouse

EMAIL = "grep.me.not@example.com"


def files_with(text: str) -> list[Path]:
    files = [path for path in Path(clickhouse_folder()).rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


def test_no_byte_of_an_erased_person_is_left() -> None:
    store = open_clickhouse("rewrite")
    theirs = said(EMAIL, text=f"I am {EMAIL}", conversation_id=EMAIL, traits={"mail": EMAIL})
    store.append(group_of(batch_of([theirs, said("b", text=f"Ask {EMAIL}"), said("c")], people=[1, 2, 3]), moves_seq=4))
    assert files_with(EMAIL)

    store.erase_person(1, needles=[EMAIL])
    store.compact()

    assert files_with(EMAIL) == []
    assert store.query("SELECT count(*), count(text) FROM interactions").rows == [(3, 1)]
    assert (store.moves_seq(), store.applied()) == (4, 1)
    assert store.append(group_of(batch_of([said("c"), said("d")], seq=2)))[0].stored == 1
    store.close()
