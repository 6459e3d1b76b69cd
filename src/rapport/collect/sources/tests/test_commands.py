"""The commands `import` and `rejects` as they are called."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from rapport.collect.sources.commands import COMMANDS
from rapport.collect.sources.imports.tests.digester import Digester
from rapport.core.commands import CommandContext
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.spool.public import open_spool

pytestmark = pytest.mark.django_db

ANSWERS = "id,answered,email,How likely are you to recommend us?,Comment\n" + "".join(
    f"{number},2026-01-{number:02} 10:12,dana{number}@example.com,{number % 11},This is what I think of it: number {number}\n"
    for number in range(1, 29)
)
REVIEWS = "label,review\n" + "".join(
    f"{number % 2},The room was clean and the staff were kind {number}\n" for number in range(30)
)


class Program:
    """Runs commands of the file sources in one home."""

    def __init__(self, home: Path) -> None:
        self.home = Home(home)

    def run(self, *line: str) -> tuple[int, Any]:
        """Run a command line; return its exit code and what it prints, as an object with --json."""
        as_json, words = "--json" in line, [word for word in line if word != "--json"]
        command = next(each for each in COMMANDS if each.key == words[0])
        parser = argparse.ArgumentParser()
        command.configure(parser)
        out = io.StringIO()
        context = CommandContext(
            home=self.home, workspace="default", as_json=as_json, out=out, progress=io.StringIO(), is_terminal=False, width=100
        )
        with open_spool(self.home.workspace("default").spool) as spool, Digester(spool):
            code = command.run(parser.parse_args(words[1:]), context)
        return code, json.loads(out.getvalue()) if as_json else out.getvalue()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return Program(tmp_path / "home")


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_file_without_a_mapping_is_guessed_and_counted(program: Program) -> None:
    code, result = program.run("import", write("answers.csv", ANSWERS), "--json")

    assert code == 0
    assert {name: result[name] for name in ("read", "stored", "duplicate", "rejected", "rejects_file")} == {
        "read": 28,
        "stored": 28,
        "duplicate": 0,
        "rejected": 0,
        "rejects_file": None,
    }
    assert {"people", "seconds", "import_id", "dropped", "warnings"} <= set(result)


def test_a_dry_run_shows_interactions_and_stores_nothing(program: Program) -> None:
    code, preview = program.run("import", write("answers.csv", ANSWERS), "--dry-run", "--save-map", "answers.yaml", "--json")

    assert code == 0
    assert (preview["rows"], preview["would_store"], preview["how"]) == (28, 28, "guessed")
    first = preview["interactions"][0]
    assert (first["kind"], first["metric"], first["score"]) == ("survey_answered", "nps", 1.0)
    assert first["identifiers"][0]["value"] == "dana1@example.com"
    assert Path("answers.yaml").read_text(encoding="utf-8") == preview["mapping"]
    with open_spool(program.home.workspace("default").spool) as spool:
        assert spool.imports() == []


def test_a_dry_run_for_people_shows_the_mapping_and_cards(program: Program) -> None:
    _, text = program.run("import", write("answers.csv", ANSWERS), "--dry-run")

    assert "version: 1" in text
    assert "nps               1 on 0-10" in text
    assert "Nothing was stored." in text


def test_what_is_not_clear_is_refused_and_a_draft_is_saved(program: Program) -> None:
    with pytest.raises(UserError, match=r"Say when it happened.*--time.*reviews\.map\.yaml"):
        program.run("import", write("reviews.csv", REVIEWS))

    assert "kind: review_posted" in Path("reviews.map.yaml").read_text(encoding="utf-8")
    assert program.run("import", "reviews.csv", "--time", "2017-05-15", "--json")[1]["stored"] == 30


def test_an_import_of_which_nothing_could_be_stored_fails(program: Program) -> None:
    mapping = write(
        "m.yaml", "version: 1\nsource: s\nkind: survey_answered\nmetric: nps\nscore: label\ntime: {column: review, format: iso}\n"
    )
    code, result = program.run("import", write("reviews.csv", REVIEWS), "--map", mapping, "--json")

    assert (code, result["stored"], result["rejected"]) == (1, 0, 30)
    assert Path(result["rejects_file"]).stat().st_mode & 0o077 == 0


def test_files_that_cannot_be_read_are_named_in_the_result_of_the_others(program: Program) -> None:
    mapping = write(
        "m.yaml", "version: 1\nsource: s\nkind: survey_answered\nmetric: nps\nscore: score\ntime: {value: 2026-01-01}\n"
    )
    good = write("scores.csv", "id,score\n1,9\n")

    code, result = program.run("import", "none.csv", good, "neither.csv", "--map", mapping, "--json")

    assert (code, result["stored"]) == (2, 1)
    assert [problem.split(". ")[0] for problem in result["problems"]] == [
        "There is no file none.csv",
        "There is no file neither.csv",
    ]


def test_rejects_are_listed_exported_and_replayed(program: Program) -> None:
    mapping = write(
        "m.yaml", "version: 1\nsource: s\nkind: survey_answered\nmetric: nps\nscore: score\ntime: {value: 2026-01-01}\n"
    )
    program.run("import", write("scores.csv", "id,score\n1,9\n2,77\n3,77\n"), "--map", mapping)

    [group] = program.run("rejects", "list", "--json")[1]
    _, exported = program.run("rejects", "export", "--out", "rejects.csv", "--reason", "score_out_of_scale", "--json")
    better = write(
        "better.yaml", Path(mapping).read_text(encoding="utf-8").replace("score: score", "score: {column: score, map: {77: 7}}")
    )
    _, replayed = program.run("rejects", "replay", "--map", better, "--json")

    assert (group["rows"], group["reason"], group["first_row"]) == (2, "score_out_of_scale", 3)
    assert exported["rows"] == 2
    assert (replayed["tried"], replayed["passed"], replayed["stored"]) == (2, 2, 2)
    assert program.run("rejects", "list", "--json")[1] == []


def test_presets_are_listed(program: Program) -> None:
    _, listed = program.run("import", "--presets", "--json")

    assert "zendesk-tickets" in {preset["key"] for preset in listed}


def test_without_a_file_it_says_how(program: Program) -> None:
    with pytest.raises(UserError, match=r"rapport import answers\.csv"):
        program.run("import")
