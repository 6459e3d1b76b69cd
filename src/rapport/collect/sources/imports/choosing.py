"""Which mapping a file gets: the one given, a preset that knows its columns, or a guess."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapport.collect.sources.files.read import inspect_file
from rapport.collect.sources.imports.request import ImportRequest
from rapport.collect.sources.mapping.guess.guess import guess_mapping
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.parse import ParsedMapping, parse_mapping
from rapport.collect.sources.presets.catalogue import Preset, preset, recognise
from rapport.core.errors import UserError
from rapport.core.notice import Notice

_GUESSED_BETTER = ("event-log",)
"""Presets for those who ask for them: a guess looks at the steps of a log, and gives those of a support desk their kinds."""


@dataclass(frozen=True, slots=True)
class ChosenMapping:
    """The mapping of a file.

    Parameters
    ----------
    label : what it is called in the history of imports.
    assumptions : what was assumed, a sentence each; for a guess, every column with its role.
    doubts : what keeps a guess from being trusted; an import refuses while there are any.
    """

    parsed: ParsedMapping
    how: Literal["given", "preset", "recognised", "guessed"]
    label: str
    assumptions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def choose_mapping(path: Path, request: ImportRequest, *, currency: str) -> ChosenMapping:
    """Return the mapping of a file; raise UserError when the one given cannot be read.

    Parameters
    ----------
    currency : of amounts in a guess, where nothing names one.
    """
    if request.mapping is not None:
        return ChosenMapping(
            parse_mapping(read_mapping(request.mapping), name=request.mapping.name), "given", request.mapping.name
        )
    if request.preset is not None:
        return _of_preset(preset(request.preset), request.hints, "preset")
    facts = inspect_file(path)
    known = recognise(facts.columns, file_format=facts.format)
    if known and known.key not in _GUESSED_BETTER and request.hints.kind is None:
        return _of_preset(known, request.hints, "recognised")
    guess = guess_mapping(path, facts, request.hints, currency=currency)
    parsed = parse_mapping(guess.text, name=Notice("the guess for %(file)s", file=path.name))
    return ChosenMapping(parsed, "guessed", "guess", guess.assumptions, guess.doubts)


def _of_preset(found: Preset, hints: Hints, how: Literal["preset", "recognised"]) -> ChosenMapping:
    used = Notice(
        "The columns are those of %(title)s; the preset %(preset)s is used.", title=Notice(found.title), preset=found.key
    )
    text = found.mapping
    if hints.source:
        text = "\n".join(f"source: {hints.source}" if line.startswith("source:") else line for line in text.splitlines()) + "\n"
    if hints.zone:
        text = f"{text.rstrip()}\nzone: {hints.zone}\n"
    return ChosenMapping(
        parse_mapping(text, name=Notice("preset %(key)s", key=found.key)),
        how,
        f"preset {found.key}",
        (used,) if how == "recognised" else (),
    )


def read_mapping(path: Path) -> str:
    """Return the text of a mapping file; raise UserError when there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"The mapping {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"The mapping {path} is no UTF-8 text. Save it as UTF-8.") from error
