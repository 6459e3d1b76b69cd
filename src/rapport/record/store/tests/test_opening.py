"""Where a workspace's store is, and that it is opened once."""

from pathlib import Path

import pytest

from rapport.accounts.public import Workspace, get_workspace
from rapport.core.errors import RetryableError, UserError
from rapport.core.home import WorkspaceHome, current_home
from rapport.record.store.public import close_all, current_store, open_store, remove_store
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said
from rapport.record.store.tests.engines import clickhouse_folder, open_clickhouse

ALICES = Workspace(id=1, slug="alice", name="Alice", secret=SECRET)


def test_without_an_address_it_is_a_file_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)
    home = WorkspaceHome(tmp_path / "new" / "home")

    open_store(ALICES, home).close()

    assert home.store.exists()


def test_in_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "duckdb:///:memory:")
    store = open_store(ALICES, WorkspaceHome(tmp_path))

    assert store.append(group_of(batch_of([said("a")])))[0].stored == 1
    store.compact()

    assert store.query("SELECT count(*) FROM interactions").rows == [(1,)]
    assert list(tmp_path.iterdir()) == []
    store.close()


def test_an_address_of_another_kind_is_refused_with_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "mysql://localhost")

    with pytest.raises(UserError, match="clickhouse://user"):
        open_store(ALICES, WorkspaceHome(tmp_path))


@pytest.mark.django_db
def test_a_removed_store_is_empty_when_it_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    current_store("default").append(group_of(batch_of([said("a")])))
    place = current_home().workspace("default")

    remove_store(get_workspace("default"), place)

    assert not place.store.exists()
    assert current_store("default").query("SELECT count(*) FROM interactions").rows == [(0,)]
    close_all()


@pytest.mark.clickhouse
def test_a_removed_store_on_clickhouse_leaves_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    prefix = "removed"
    filled = open_clickhouse(prefix, slug="alice")
    filled.append(group_of(batch_of([said("a")])))
    filled.close()
    monkeypatch.setenv("STORE_URL", f"chdb://{clickhouse_folder()}?prefix={prefix}")

    remove_store(ALICES, WorkspaceHome(tmp_path))

    store = open_clickhouse(prefix, slug="alice")
    assert store.applied() == 0
    store.close()


@pytest.mark.django_db
def test_a_process_opens_a_store_once_and_again_after_all_were_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path))
    first = current_store("default")
    first.append(group_of(batch_of([said("a")])))

    assert current_store("default") is first
    close_all()

    with pytest.raises(RetryableError, match="closed"):
        first.query("SELECT 1")
    assert current_store("default").applied() == 1
    close_all()
