"""Where a workspace's store is, and that it is opened once."""

from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.core.errors import RetryableError, UserError
from rapport.core.home import WorkspaceHome
from rapport.record.store.public import close_all, current_store, open_store
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

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
