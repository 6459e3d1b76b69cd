"""Erasing a person who is known from many sides: no byte of who they are is left, and every figure stays."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from . import dana
from .byte_search import find_in_bytes, find_in_store
from .program import AtTerminal, Program

FIGURES = ("active_people", "revenue", "nps", "first_response_time")


@pytest.mark.parametrize("figures", [FIGURES, pytest.param(None, marks=pytest.mark.soak)], ids=["some figures", "all figures"])
def test_no_byte_of_an_erased_person_is_left_and_every_figure_stays(program: Program, figures: tuple[str, ...] | None) -> None:
    files = dana.write_files(program.folder / "files")
    figures = figures or tuple(each["metric"] for each in program.run("metrics", "--json").json)
    _import_all(program, files)
    program.run("person", "export", dana.EMAIL)
    program.run("person", "export", dana.EMAIL, "--format", "csv")
    program.run("rejects", "export", "--out", program.home.workspace("default").exports / "corrected.csv")
    before = _answers(program, figures)
    assert find_in_bytes(program.home.path, dana.IDENTIFIERS)  # or else the search finds nothing ever

    erased = program.run("person", "erase", dana.EMAIL, "--json")
    compacted = program.run("compact", "--json")

    assert (erased.code, compacted.code) == (0, 0), erased.err + compacted.err
    assert erased.json["identifiers"] == 8  # the card is known to two systems
    assert _left(program) == []
    assert _answers(program, figures) == before

    again = _import_all(program, _every_second_renamed(files))

    assert sum(each["stored"] for each in again) == 0
    assert [program.run("person", "find", each, "--json").json for each in (dana.EMAIL, "dana")] == [[], []]
    assert program.run("compact").code == 0
    assert _left(program) == []
    assert _answers(program, figures) == before
    assert program.run("doctor").code == 0


def test_other_people_stay_as_they_are(program: Program) -> None:
    _import_all(program, dana.write_files(program.folder / "files"))

    program.run("person", "erase", dana.USER, "--compact")

    guest = program.run("person", "show", "guest3@example.com", "--json").json
    assert {each["text"] for each in guest["timeline"] if each.get("text")} >= {
        "Where is order 3?",
        "My friend [erased] ([erased]) has it already",
    }


def test_a_person_at_a_terminal_is_asked_first(program: Program) -> None:
    (program.folder / "calls.csv").write_text("id,at,email\n1,2026-01-01,dana@example.com\n")
    program.import_whole("calls.csv", "--kind", "call_received")
    answers = {}

    for answer in ("n\n", "yes\n"):
        asked = AtTerminal(program, "person", "erase", "dana@example.com")
        asked.wait_for("[y/N]")
        asked.type(answer)
        answers[answer] = asked.wait(), program.run("person", "find", "dana@example.com", "--json").json != []
        asked.close()

    assert "Take out for good who dana@example.com is?" in asked.shown
    assert answers == {"n\n": (2, True), "yes\n": (0, False)}


def _import_all(program: Program, files: list[tuple[Path, Path]]) -> list[Any]:
    done = [program.run("import", path, "--map", mapping, "--json") for path, mapping in files]
    assert [each.code for each in done] == [0] * len(files), [each.err for each in done]
    return [each.json for each in done]


def _every_second_renamed(files: list[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    """The same rows may come again in a file of another name."""
    return [(path.rename(path.with_name(f"new-{path.name}")) if n % 2 else path, m) for n, (path, m) in enumerate(files)]


def _answers(program: Program, figures: tuple[str, ...]) -> dict[str, Any]:
    with ThreadPoolExecutor(2) as pool:
        asked = list(pool.map(lambda figure: program.run("ask", figure, "--json"), figures))
    return {figure: (each.code, each.json.get("rows", each.err)) for figure, each in zip(figures, asked, strict=True)}


def _left(program: Program) -> list[str]:
    program.wait_until_free()
    return find_in_bytes(program.home.path, dana.IDENTIFIERS) + find_in_store(program.home, dana.IDENTIFIERS)
