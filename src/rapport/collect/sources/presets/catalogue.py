"""The presets: each a YAML file of two documents, what it is and the mapping itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from rapport.collect.sources.mapping.spelling import folded
from rapport.core.errors import BugError
from rapport.core.notice import Notice
from rapport.core.registry import UnknownPluginError

_BETWEEN_DOCUMENTS = "\n---\n"
_BEFORE_RULES = "\ninteractions:\n"
_BETWEEN_NAMES = "|"

Questions = Literal["fixed", "open"]


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    about: str
    columns: tuple[str, ...]
    format: str | None = None
    questions: Questions = "fixed"


@dataclass(frozen=True, slots=True)
class Preset:
    """A mapping for a known export.

    Parameters
    ----------
    key : what stands after ``--preset``.
    title : name of the export, as people know it.
    about : how to get the file, and what becomes of it.
    columns : those that every such export has; a file that has them all is recognised. ``a|b`` is a column with two names.
    format : of the file, where only one can be meant (``log``).
    questions : "open" where the other columns are questions that whoever made the form named as they liked.
    mapping : text of the mapping.
    """

    key: str
    title: str
    about: str
    columns: tuple[str, ...]
    format: str | None
    questions: Questions
    mapping: str

    @property
    def frame(self) -> str:
        """The mapping without its rules: what a row is, and who and when it was. Its rules can be written behind it."""
        return self.mapping.partition(_BEFORE_RULES)[0] + "\n"


@cache
def presets() -> dict[str, Preset]:
    """Return every preset by its key."""
    return {preset.key: preset for preset in sorted(_read_all(), key=lambda preset: preset.key)}


def preset(key: str) -> Preset:
    """Return a preset; raise UserError listing those that exist."""
    if key not in presets():
        raise UnknownPluginError(Notice("preset"), key, known=list(presets()))
    return presets()[key]


def recognise(columns: Iterable[str], *, file_format: str | None = None) -> Preset | None:
    """Return the preset whose export has these columns; of several the one that names most; None where there is none."""
    present = {_plain(column) for column in columns}
    fitting = [
        candidate
        for candidate in presets().values()
        if all(_is_present(names, present) for names in candidate.columns)
        and (candidate.format is None or candidate.format == file_format)
    ]
    return max(fitting, key=lambda candidate: len(candidate.columns), default=None)


def _is_present(names: str, present: set[str]) -> bool:
    return any(_plain(name) in present for name in names.split(_BETWEEN_NAMES))


def _plain(name: str) -> str:
    return folded(name) or name.strip()


def _read_all() -> Iterator[Preset]:
    for file in resources.files(__package__).iterdir():
        if not file.name.endswith(".yaml"):
            continue
        head_text, between, mapping = file.read_text(encoding="utf-8").partition(_BETWEEN_DOCUMENTS)
        if not between:
            raise BugError(f"The preset {file.name} must have two documents, parted by a line of three dashes.")
        head = msgspec.yaml.decode(head_text.encode(), type=_Head)
        key = file.name.removesuffix(".yaml")
        yield Preset(key, head.title, head.about, head.columns, head.format, head.questions, mapping)
