"""A home is copied while others work in it, and never with half of an erasure."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from rapport.accounts.public import get_workspace
from rapport.core.home import Home
from rapport.record.store.public import close_all, current_store, note_erasure, version_of
from rapport.serve.upkeep.home_copy import TRIES, copy_home, in_peace
from rapport.serve.worker.public import TURNS

from .conftest import Append

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed_stores() -> Iterator[None]:
    yield
    close_all()


@pytest.mark.parametrize("erasures", [0, 1, TRIES + 1])
def test_it_copies_again_until_nobody_was_erased_meanwhile(home: Home, append: Append, erasures: int) -> None:
    append("a")
    store = current_store("default")
    copies: list[str] = []

    def copy() -> None:
        copies.append("copy")
        if copies.count("copy") <= erasures:
            note_erasure(store)

    with TURNS.shared():
        in_peace(copy, erased=lambda: version_of(store).erased, again=lambda: copies.append("again"))

    expected = min(erasures, TRIES)
    assert copies == ["copy", "again"] * expected + ["copy"]


def test_after_some_tries_all_others_wait(home: Home, append: Append) -> None:
    append("a")
    store = current_store("default")
    others_work, erased = threading.Event(), 0

    def work() -> None:
        with TURNS.shared():
            others_work.set()

    def copy() -> None:
        nonlocal erased
        erased += 1
        if erased > TRIES:
            thread.start()
            assert not others_work.wait(0.1)
        note_erasure(store)

    thread = threading.Thread(target=work)
    with TURNS.shared():
        in_peace(copy, erased=lambda: version_of(store).erased, again=lambda: None)
    thread.join()

    assert others_work.is_set()


def test_a_command_that_takes_long_keeps_no_copy_waiting(home: Home, append: Append, tmp_path: Path) -> None:
    append("a", rows=30)
    (tmp_path / "copy").mkdir()
    is_over, works = threading.Event(), threading.Event()

    def work() -> None:
        with TURNS.shared():
            works.set()
            is_over.wait(30)

    thread = threading.Thread(target=work)
    thread.start()
    works.wait()
    with TURNS.shared():
        copy_home(home, tmp_path / "copy")
    assert not is_over.is_set()
    is_over.set()
    thread.join()

    workspace = tmp_path / "copy" / "workspaces" / "default"
    with sqlite3.connect(workspace / "spool.db") as spool:
        assert spool.execute("SELECT sum(rows) FROM batches").fetchone() == (30,)
    assert (workspace / "store.duckdb").stat().st_size
    assert (tmp_path / "copy" / "control.db").exists() is (connection.vendor == "sqlite")
    assert get_workspace("default").slug == "default"
