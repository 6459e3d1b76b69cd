"""Several programs in one home at once: importers, a server, questions, backups."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapport.core.home import Home

from .orders import cents, stored_numbers, write_mapping, write_orders
from .program import Program

ROWS = 30_000


@pytest.mark.parametrize("is_served", [False, True], ids=["alone", "while a server runs"])
def test_two_imports_at_once_store_every_row_once_and_questions_are_answered_meanwhile(
    program: Program, is_well: Callable[[], None], is_served: bool
) -> None:
    write_mapping(program.folder)
    write_orders(program.folder / "one.csv", range(ROWS * 2 // 3))
    write_orders(program.folder / "two.csv", range(ROWS // 3, ROWS))  # a third is in both
    if is_served:
        program.serve()

    with ThreadPoolExecutor(2) as pool:
        imports = [pool.submit(program.import_whole, file, "--map", "till.yaml") for file in ("one.csv", "two.csv")]
        counted = [program.count("orders")]
        while not all(done.done() for done in imports):
            counted.append(program.count("orders"))
        results = [done.result() for done in imports]

    assert sum(result["stored"] for result in results) == ROWS
    assert sum(result["duplicate"] for result in results) == ROWS // 3
    assert counted == sorted(counted)
    assert round(program.count("revenue") * 100) == cents(range(ROWS))
    is_well()


def test_a_backup_taken_while_an_import_runs_is_whole_and_an_import_completes_it(
    program: Program, is_well: Callable[[], None], tmp_path: Path
) -> None:
    write_mapping(program.folder)
    program.import_whole(write_orders(program.folder / "one.csv", range(ROWS // 3)), "--map", "till.yaml")
    two = write_orders(program.folder / "two.csv", range(ROWS // 3, ROWS))

    with ThreadPoolExecutor(1) as pool:
        importing = pool.submit(program.import_whole, two, "--map", "till.yaml")
        backup = program.run("backup", "home.tar.zst", "--json")
        assert importing.result()["stored"] == ROWS - ROWS // 3
    assert backup.code == 0, backup.err
    restored = program.elsewhere(Home(tmp_path / "restored"))
    assert restored.run("restore", "home.tar.zst").code == 0

    assert ROWS // 3 <= restored.count("orders") <= ROWS
    restored.import_whole(two, "--map", "till.yaml")
    assert restored.run("ask", "revenue", "--json").json == program.run("ask", "revenue", "--json").json
    restored.wait_until_free()
    assert stored_numbers(restored.home) == list(range(ROWS))
    restored.close()
    is_well()
