import argparse
from pathlib import Path

import pytest

from rapport.core.commands import COMMANDS
from rapport.core.errors import UserError
from rapport.serve.invocation.help import describe_commands, stage_of
from rapport.serve.invocation.parser import build_parser, parse

HERE = Path("/somewhere")


@pytest.mark.parametrize(
    "line",
    [
        "--home /h --workspace riga --json workspace show",
        "workspace --home /h --workspace riga --json show",
        "workspace show --home /h --workspace riga --json",
        "--home /h workspace --workspace riga show --json",
    ],
)
def test_the_options_of_every_command_stand_anywhere(line: str) -> None:
    asked = parse(line.split(), cwd=HERE)

    assert (asked.home.path, asked.workspace, asked.as_json) == (Path("/h"), "riga", True)
    assert (asked.command.key, asked.arguments.action) == ("workspace", "show")


def test_what_is_not_given_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_HOME", "/from/environment")
    monkeypatch.setenv("RAPPORT_WORKSPACE", "riga")

    asked = parse(["workspace", "list"], cwd=HERE)

    assert (asked.home.path, asked.workspace, asked.as_json) == (Path("/from/environment"), "riga", False)


def test_paths_are_meant_from_where_the_command_was_typed() -> None:
    asked = parse(["backup", "b.tar.zst", "--home", "h"], cwd=HERE)

    assert asked.arguments.file == HERE / "b.tar.zst"
    assert asked.home.path == HERE / "h"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nosuch", "invalid choice: 'nosuch'"),
        ("workspace", "required: ACTION. `rapport workspace --help`"),
        ("workspace set zone", "required: VALUE. `rapport workspace set --help`"),
        ("workspace list --colour", "unrecognized arguments: --colour"),
    ],
)
def test_what_cannot_be_understood_is_said_with_where_to_look(line: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint.replace(".", r"\.")):
        parse(line.split(), cwd=HERE)


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        parse(["workspace", "--version"], cwd=HERE)

    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith("rapport 0.")


def test_the_help_lists_every_command_under_what_it_is_for() -> None:
    text = describe_commands(COMMANDS.values())

    assert text.index("Run Rapport:") < text.index("  workspace  ") < text.index("Options of every command:")
    for command in COMMANDS.values():
        assert f"  {command.key} " in text
        assert stage_of(command) + ":" in text


@pytest.mark.parametrize("key", list(COMMANDS))
def test_every_command_has_a_title_and_examples_that_it_understands(key: str) -> None:
    import shlex

    command = COMMANDS[key]

    assert command.title
    assert not command.title.endswith(".")
    assert len(command.title) <= 110
    assert command.examples
    for example in command.examples:
        program, *line = shlex.split(example)
        assert program == "rapport"
        assert parse(line, cwd=HERE).command is command


@pytest.mark.parametrize("key", list(COMMANDS))
def test_every_argument_of_a_command_is_explained(key: str) -> None:
    unexplained = [action.dest for parser in _parsers(key) for action in parser._actions if action.help is None]

    assert [dest for dest in unexplained if not dest.startswith("global_") and dest != "action"] == []


def _parsers(key: str) -> list[argparse.ArgumentParser]:
    found: list[argparse.ArgumentParser] = []
    waiting = [_children(build_parser())[key]]
    while waiting:
        found.append(waiting.pop())
        waiting += _children(found[-1]).values()
    return found


def _children(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}
