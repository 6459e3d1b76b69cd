"""What the registry refuses, and what it says."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rapport.core.errors import BugError
from rapport.core.registry import Registry, UnknownPluginError


@dataclass(frozen=True)
class Fruit:
    key: str


@pytest.fixture
def orchard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "orchard_of_this_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "_private.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.startswith("orchard_of_this_test")]:
        del sys.modules[name]


def plant(orchard: Path, name: str, *keys: str) -> None:
    fruits = " ".join(f"Fruit({key!r})," for key in keys)
    (orchard / f"{name}.py").write_text(f"import sys\nFruit = sys.modules[{__name__!r}].Fruit\nFRUITS = ({fruits})\n")


def registry() -> Registry[Fruit]:
    return Registry("fruit", Fruit, attribute="FRUITS", folders=("orchard_of_this_test",))


def test_it_finds_every_module_of_its_folder_but_private_ones(orchard: Path) -> None:
    plant(orchard, "pome", "apple", "pear")
    plant(orchard, "stone", "plum")

    assert list(registry()) == ["apple", "pear", "plum"]


def test_it_says_what_is_known_when_asked_for_what_is_not(orchard: Path) -> None:
    plant(orchard, "pome", "apple", "pear")

    with pytest.raises(UnknownPluginError) as caught:
        registry()["fig"]

    assert str(caught.value) == "There is no fruit called 'fig'. Known: apple, pear."


def test_it_refuses_a_key_that_is_taken(orchard: Path) -> None:
    plant(orchard, "one", "apple")
    plant(orchard, "two", "apple")

    with pytest.raises(BugError, match="taken already"):
        registry().check()


def test_it_refuses_a_key_in_capitals(orchard: Path) -> None:
    plant(orchard, "one", "Apple")

    with pytest.raises(BugError, match="lower case"):
        registry().check()


def test_it_refuses_a_plugin_of_another_type(orchard: Path) -> None:
    (orchard / "stone.py").write_text("FRUITS = ('plum',)")

    with pytest.raises(BugError, match="offers a str as a fruit"):
        registry().check()
