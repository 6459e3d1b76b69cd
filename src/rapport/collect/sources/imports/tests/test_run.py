"""Runs of an import on a real spool, with a thread in the place of the process that digests."""

import contextlib
import csv
import dataclasses
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.collect.sources.imports.choosing import ChosenMapping
from rapport.collect.sources.imports.replay import Replay
from rapport.collect.sources.imports.run import Import
from rapport.collect.sources.imports.tests.digester import Digester
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.core.commands import CommandContext
from rapport.core.errors import RetryableError, UserError
from rapport.core.home import Home
from rapport.spool.public import RejectFilter, Spool, open_spool

ORDERS = """
version: 1
source: shop
id: id
kind: order_placed
time: {column: at, format: iso}
amount: amount
currency: EUR
"""
FILE = "id,at,amount\n1,2024-01-31,9.90\n2,not a day,5\n3,2024-02-01,many\n4,2024-02-02,1\n"


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with open_spool(Home(tmp_path).workspace("default").spool) as spool:
        yield spool


@pytest.fixture
def digester(spool: Spool) -> Iterator[Digester]:
    with Digester(spool) as digester:
        yield digester


def importing(spool: Spool, home: Path, *files: Path, mapping: str = ORDERS) -> Import:
    context = CommandContext(
        home=Home(home),
        workspace="default",
        as_json=True,
        out=io.StringIO(),
        progress=io.StringIO(),
        is_terminal=False,
        width=100,
    )
    workspace = Workspace(id=1, slug="default", name="", secret=b"s" * 32)
    chosen = [(file, ChosenMapping(parse_mapping(mapping, name="m.yaml"), "given", "m.yaml")) for file in files]
    return Import(spool, workspace, Home(home).workspace("default"), chosen, context)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_stored_and_what_cannot_be_is_written_to_a_file(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    result = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE)).run()

    assert (result.read, result.stored, result.duplicate, result.rejected) == (4, 2, 0, 2)
    assert result.reasons == {"bad_time": 1, "bad_amount": 1}
    assert result.rejects_file is not None
    rows = list(csv.DictReader(io.StringIO(result.rejects_file.read_text(encoding="utf-8"))))
    assert [(row["id"], row["at"], row["$row"], row["$reason"]) for row in rows] == [
        ("2", "not a day", "3", "bad_time"),
        ("3", "2024-02-01", "4", "bad_amount"),
    ]
    assert "Correct" in rows[0]["$detail"]


def test_the_same_file_again_changes_nothing(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    file = write(tmp_path / "orders.csv", FILE)
    importing(spool, tmp_path, file).run()

    again = importing(spool, tmp_path, file).run()

    assert (again.stored, again.duplicate, again.rejected) == (0, 2, 2)
    assert sum(spool.count_rejects().values()) == 2


def test_the_corrected_rejects_can_be_imported(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    first = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE)).run()
    assert first.rejects_file is not None
    text = first.rejects_file.read_text(encoding="utf-8").replace("not a day", "2024-01-30").replace("many", "7")

    second = importing(spool, tmp_path, write(tmp_path / "corrected.csv", text)).run()

    assert (second.stored, second.rejected) == (2, 0)
    assert sorted(digester.known) == ["1", "2", "3", "4"]
    assert digester.known["3"]["amount"] == 700


def test_replay_takes_what_passes_under_a_better_mapping_off_the_list(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    running = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE))
    running.run()
    better = parse_mapping(ORDERS.replace("amount: amount", "amount: {column: amount, map: {many: 100}}"), name="better.yaml")

    result = Replay(spool, running.workspace, RejectFilter(), better).run()

    assert (result.tried, result.passed, result.stored) == (2, 1, 1)
    assert spool.count_rejects() == {"bad_time": 1}
    assert digester.known["3"]["amount"] == 10_000


def test_replay_refuses_the_mapping_of_another_source(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    running = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE))
    running.run()

    with pytest.raises(UserError, match="rejected rows are of the source shop"):
        Replay(spool, running.workspace, RejectFilter(), parse_mapping(ORDERS.replace("shop", "other"))).run()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    good = write(tmp_path / "good.csv", FILE)
    running = importing(spool, tmp_path, tmp_path / "bad.csv", good)
    (tmp_path / "bad.csv").write_bytes(b"\x00\x01\x02" * 1000)

    result = running.run()

    assert result.stored == 2
    assert [problem for problem in running.problems if "bad.csv" in str(problem)]


def test_a_mapping_that_does_not_fit_stores_nothing(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    file = write(tmp_path / "orders.csv", FILE)

    with pytest.raises(UserError, match="Did you mean 'amount'"):
        importing(spool, tmp_path, file, mapping=ORDERS.replace("amount: amount", "amount: amuont")).run()

    assert spool.backlog().rows == 0
    assert spool.imports()[0].outcome == "failed"


def test_an_interrupted_import_is_noted_as_stopped(tmp_path: Path, spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    running = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE))
    monkeypatch.setattr("rapport.collect.sources.imports.run.time.sleep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))

    with contextlib.suppress(KeyboardInterrupt):
        running.run()

    assert spool.imports()[0].outcome == "stopped"
    assert spool.backlog().rows == 2


def test_when_no_file_can_be_read_each_is_named(tmp_path: Path, spool: Spool, digester: Digester) -> None:
    with pytest.raises(UserError, match=r"no file .*one\.csv.*no file .*two\.csv"):
        importing(spool, tmp_path, tmp_path / "one.csv", tmp_path / "two.csv").run()


def test_an_import_that_is_stored_does_not_fail_when_nobody_can_count_its_people(
    tmp_path: Path, spool: Spool, digester: Digester
) -> None:
    def nobody_answers(line: Sequence[str]) -> str:
        raise RetryableError("Another process keeps the home.")

    running = importing(spool, tmp_path, write(tmp_path / "orders.csv", FILE))
    running.context = dataclasses.replace(running.context, ask=nobody_answers)

    assert (result := running.run()).people is None
    assert result.stored == 2
