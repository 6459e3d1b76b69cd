"""A backup put into another home: it answers as the first one did."""

from pathlib import Path

from rapport.core.home import Home

from . import dana
from .program import Program

QUESTIONS = (
    ("ask", "nps", "--every", "month"),
    ("ask", "revenue", "--by", "country"),
    ("person", "show", dana.EMAIL),
    ("rejects", "list"),
    ("workspace", "show"),
)


def test_a_restored_home_answers_the_same_and_knows_what_was_imported(program: Program, tmp_path: Path) -> None:
    files = dana.write_files(program.folder / "files")[:4:3]
    for file, mapping in files:
        program.import_whole(file, "--map", mapping)
    program.run("workspace", "set", "zone", "Europe/Riga")
    before = [program.run(*line, "--json").json for line in QUESTIONS]

    written = program.run("backup", "home.tar.zst", "--json")
    restored = program.elsewhere(Home(tmp_path / "restored"))
    put_back = restored.run("restore", "home.tar.zst", "--json")

    assert (written.code, put_back.code) == (0, 0), written.err + put_back.err
    assert [restored.run(*line, "--json").json for line in QUESTIONS] == before
    assert sum(restored.import_whole(file, "--map", mapping)["stored"] for file, mapping in files) == 0
    assert restored.run("doctor").code == 0
    restored.close()


def test_a_damaged_backup_and_a_home_in_use_are_told_and_nothing_is_touched(program: Program, tmp_path: Path) -> None:
    file, mapping = dana.write_files(program.folder / "files")[0]
    program.import_whole(file, "--map", mapping)
    program.run("backup", "home.tar.gz")
    whole = (program.folder / "home.tar.gz").read_bytes()
    (program.folder / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    orders = program.count("orders")

    told = [
        program.run("restore", *line)
        for line in (["home.tar.gz"], ["cut.tar.gz", "--force"], ["files/shop.csv", "--force"], ["none.tar.gz"])
    ]

    assert [done.code for done in told] == [2] * 4
    assert all(done.err.count("\n") == 1 and done.err.startswith("rapport: ") for done in told), told
    assert program.count("orders") == orders > 0
