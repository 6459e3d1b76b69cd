"""Whatever can be typed or written is in the reference, and whatever the documents say to type or write is understood."""

import csv
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.accounts.public import WORKSPACE_SETTINGS
from rapport.collect.sources.mapping import document
from rapport.collect.sources.mapping.fields import FIELDS
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile
from rapport.collect.sources.presets.catalogue import presets
from rapport.core.commands import COMMANDS
from rapport.core.expressions.parse import parse_expression
from rapport.core.kinds import KINDS
from rapport.serve.invocation.public import parse
from rapport.serve.settings.catalogue import SETTINGS
from rapport.understand.metrics.names import FILTER_NAMES
from rapport.understand.metrics.public import METRICS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The reference as the script writes it now."""
    folder = tmp_path_factory.mktemp("reference")
    command = [sys.executable, str(ROOT / "scripts" / "write_reference.py"), "--to", str(folder)]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def not_in(page: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if f"`{name}`" not in page]


def test_every_command_is_in_the_reference(pages: dict[str, str]) -> None:
    assert [key for key in COMMANDS if f"\n## rapport {key}\n" not in pages["commands"]] == []


def test_every_metric_is_in_the_reference(pages: dict[str, str]) -> None:
    assert not_in(pages["metrics"], METRICS) == []
    assert [metric.key for metric in METRICS.values() if metric.definition not in pages["metrics"]] == []


def test_every_kind_is_in_the_reference(pages: dict[str, str]) -> None:
    assert not_in(pages["kinds"], KINDS) == []


def test_every_setting_is_in_the_reference(pages: dict[str, str]) -> None:
    names = [*(setting.name for setting in SETTINGS), *(setting.name for setting in WORKSPACE_SETTINGS)]

    assert not_in(pages["settings"], names) == []


def test_every_field_of_a_mapping_is_in_the_reference(pages: dict[str, str]) -> None:
    structs = [each for each in vars(document).values() if hasattr(each, "__struct_encode_fields__")]
    fields = {name for struct in structs for name in struct.__struct_encode_fields__}

    assert not_in(pages["mapping"], fields | FIELDS.keys()) == []


def test_every_preset_is_in_the_reference(pages: dict[str, str]) -> None:
    assert not_in(pages["mapping"], (f"--preset {key}" for key in presets())) == []


def test_every_name_that_filters_know_is_in_the_reference(pages: dict[str, str]) -> None:
    assert not_in(pages["filters"], FILTER_NAMES) == []


def test_the_example_of_a_mapping_maps_a_row(pages: dict[str, str], tmp_path: Path) -> None:
    row = {
        "visit_no": "1", "visited": "31.01.2026 14:05", "member_no": "m7", "mail": "dana@example.com", "mobile": "", "till": "2",
        "branch": "Vilnius", "rain_mm": "0", "first_name": "Dana", "last_name": "P", "joined": "2020-05-01", "news": "J",
        "card_no": "1234", "total": "1.234,50", "status": "paid", "receipt": "77", "minutes": "12", "refunded": "10,00",
        "refund_fee": "", "recommend": "9", "comment": "Gerai", "rate_staff": "1", "rate_price": "0", "rate_comment": "x",
        "lang": "LT",
    }  # fmt: skip
    path = tmp_path / "visits.csv"
    with path.open("w", encoding="windows-1257", newline="") as file:
        writer = csv.DictWriter(file, row, delimiter=";")
        writer.writeheader()
        writer.writerow(row)
    text = next(body for language, body in _BLOCK.findall(pages["mapping"]) if language == "yaml")

    [part] = MappedFile(path, parse_mapping(text), zone="UTC", now=datetime(2026, 2, 1, tzinfo=UTC))

    told = [(each["kind"], each["amount"], each["score"]) for each in part.mapped.table.to_pylist()]
    assert part.mapped.rejects == []
    assert told == [
        ("order_placed", 123450, None),
        ("order_refunded", 1000, None),
        ("survey_answered", None, 9.0),
        ("survey_answered", None, 5.0),
        ("consent_changed", None, None),
    ]


def blocks(*languages: str) -> Iterator[tuple[str, str]]:
    """Give each block of code in the documents that is in one of the languages, and where it stands."""
    for path in DOCUMENTS:
        if path.parent.name != "reference":
            for language, body in _BLOCK.findall(path.read_text(encoding="utf-8")):
                if language in languages:
                    yield str(path.relative_to(ROOT)), body


def command_lines() -> Iterator[tuple[str, str]]:
    for place, body in blocks("bash", "sh"):
        for line in body.replace("\\\n", " ").splitlines():
            if line.startswith(("rapport ", ".venv/bin/rapport ")):
                yield place, line.removeprefix(".venv/bin/")
    for key, command in COMMANDS.items():
        yield from ((f"the examples of {key}", line) for line in command.examples)


def test_every_command_line_in_the_documents_is_understood(tmp_path: Path) -> None:
    lines = list(command_lines())

    for place, line in lines:
        words = shlex.split(line, comments=True)
        assert words[0] == "rapport", f"{place}: {line}"
        parse(words[1:], cwd=tmp_path)
    assert len(lines) > 40


def test_every_filter_in_the_documents_is_understood(tmp_path: Path) -> None:
    for _, line in command_lines():
        words = shlex.split(line, comments=True)
        for place, word in enumerate(words):
            if word == "--where":
                parse_expression(words[place + 1], bare_words_are_values=True)


def test_every_mapping_in_the_documents_can_be_read() -> None:
    texts = [(place, body) for place, body in blocks("yaml") if body.startswith("version: 1")]

    for place, body in texts:
        parse_mapping(body, name=place)
    assert texts
