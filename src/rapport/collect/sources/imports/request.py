"""What an import was asked to do."""

from dataclasses import dataclass, field
from pathlib import Path

from rapport.collect.sources.mapping.guess.hints import Hints


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What an import was asked to do.

    Parameters
    ----------
    files : in the order in which they are read.
    mapping : a YAML file; without it and without `preset`, the mapping is recognised or guessed.
    preset : key of a preset.
    hints : what the person says about files whose mapping is guessed.
    save_map : where to write the mapping that is used.
    """

    files: tuple[Path, ...]
    mapping: Path | None = None
    preset: str | None = None
    hints: Hints = field(default_factory=Hints)
    save_map: Path | None = None
