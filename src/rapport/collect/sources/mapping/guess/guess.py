"""A mapping for a file that nobody has mapped, with what was assumed and what is in doubt."""

import re
from dataclasses import dataclass
from pathlib import Path

from rapport.collect.sources.files.read import UnreadableFile, read_file, until_damage
from rapport.collect.sources.files.rows import FileFacts
from rapport.collect.sources.mapping.cells import Cell
from rapport.collect.sources.mapping.fields import FIELD_OF_COLUMN
from rapport.collect.sources.mapping.guess.draft import Draft, slug
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.guess.places import add_groups, add_id, add_language, add_person, add_time
from rapport.collect.sources.mapping.guess.profiles import profile_columns
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import SHAPES
from rapport.collect.sources.mapping.guess.shapes.contacts import add_traits
from rapport.core.kinds import KINDS
from rapport.core.notice import Notice

ROWS = 5_000
_ROWS_SKIMMED = 200_000
SURE_ENOUGH = 0.6
_EVERYDAY_NAME = re.compile(r"import|export|data|file|table|sheet|reports?|results?|output|download|list|all|test|sample|query")


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed mapping.

    Parameters
    ----------
    text : YAML.
    assumptions : what was decided and why, a sentence each.
    doubts : what a person has to say first; a guess with doubts is a draft.
    """

    text: str
    shape: str
    confidence: float
    assumptions: tuple[str, ...]
    doubts: tuple[str, ...]


def guess_mapping(path: Path, facts: FileFacts, hints: Hints, *, currency: str = "EUR") -> Guess:
    """Guess the mapping of a file from its first rows.

    Parameters
    ----------
    hints : what the person said; it goes before what is found.
    currency : of amounts, where neither the file nor the person says one.
    """
    reading = _read(path, facts, hints)
    draft = _best_draft(reading)
    head = {"source": hints.source or source_name(path, draft.shape)}
    draft.top = {**head, **draft.top}
    add_time(draft, reading)
    if "person" not in draft.top:
        add_person(draft, reading)
    add_id(draft, reading)
    add_language(draft, reading)
    if draft.top.get("kind") == "profile_updated":
        add_traits(draft, reading)
    else:
        add_groups(draft, reading)
    _settle_currency(draft, currency)
    _settle_kind(draft, reading)
    rest = [profile.name for profile in reading.profiles if profile.name not in draft.used and profile.filled]
    if rest:
        draft.assumptions.append(Notice("%(columns)s: kept as properties", columns=_listed(rest)))
    draft.comments.insert(
        0, f"Guessed from the columns and first rows of {path.name}: it looks like {draft.shape}. Check it with --dry-run."
    )
    if facts.header is False:
        draft.comments.append(
            "The file has no header. Give its columns names like this: `file: {header: [customer, order, day, amount]}`."
        )
    first = Notice("It looks like %(shape)s.", shape=draft.shape)
    return Guess(draft.as_yaml(), draft.shape, draft.confidence, (first, *draft.assumptions), tuple(draft.doubts))


def _read(path: Path, facts: FileFacts, hints: Hints) -> Reading:
    """Read the first rows whole, and of what follows some from everywhere: files are sorted by all kinds of things."""
    columns: dict[str, list[Cell]] = {name: [] for name in facts.columns}
    taken = seen = 0
    for batch in until_damage(read_file(path, facts.options)):
        size = len(batch.row_numbers)
        places = range(min(size, ROWS)) if not seen else range(0, size, _ROWS_SKIMMED // ROWS)
        for name in dict.fromkeys([*columns, *batch.columns]):
            cells = batch.columns.get(name)
            columns.setdefault(name, [None] * taken).extend([cells[place] for place in places] if cells else [None] * len(places))
        taken, seen = taken + len(places), seen + size
        if seen >= _ROWS_SKIMMED:
            break
    if not taken:
        raise UnreadableFile(
            Notice(
                "%(file)s has no rows that can be read under its header (%(columns)s). Export it again.",
                file=path.name,
                columns=_listed(list(columns)),
            )
        )
    profiles = profile_columns(columns, facts.column_labels, facts.value_labels)
    if facts.format == "lines":
        profiles = [profile for profile in profiles if profile.name == "text"]
    return Reading(path, facts, hints, profiles, taken)


def _best_draft(reading: Reading) -> Draft:
    """Return the most confident draft; where the person says the kind, that of a shape which has it."""
    drafts = []
    for shape in SHAPES.values():
        if reading.hints.kind is None or reading.hints.kind in shape.kinds:
            draft = shape.recognise(reading)
            if draft is not None:
                drafts.append(draft)
    best = max(drafts, key=lambda draft: draft.confidence, default=Draft(Notice("something that is not known here"), 0.0))
    if reading.hints.kind is not None:
        best.confidence = 1.0
        if not best.rules:
            best.set("kind", reading.hints.kind)
    return best


def _settle_currency(draft: Draft, currency: str) -> None:
    if draft.top.get("currency") == "$currency":
        draft.set("currency", currency)
        draft.assumptions.append(
            Notice(
                "currency: the file names none, so %(currency)s, the workspace's, is assumed",
                currency=currency,
                terminal="(--currency changes that)",
            )
        )


def _settle_kind(draft: Draft, reading: Reading) -> None:
    if draft.confidence >= SURE_ENOUGH:
        _check_required(draft)
        return
    kinds = ", ".join(
        ("survey_answered", "review_posted", "order_placed", "conversation_opened", "call_received", "profile_updated")
    )
    if not draft.rules and "kind" not in draft.top:
        draft.set("kind", "event_logged   # TODO: what is a row?")
        draft.set("touchpoint", "{value: row}")
    draft.doubts.append(Notice("It is not clear what a row is.", terminal=f"Say it with --kind, for example one of {kinds}."))


def _check_required(draft: Draft) -> None:
    """Doubt a draft whose kind needs what it does not have."""
    kind = draft.top.get("kind", "")
    if kind not in KINDS:
        return
    for group in KINDS[kind].required:
        names = [
            FIELD_OF_COLUMN.get(name, {"who": "person"}.get(name, name))
            for name in ((group,) if isinstance(group, str) else group)
        ]
        if not any(name in draft.top for name in names):
            draft.doubts.append(
                Notice("%(kind)s needs %(names)s, and no column fits. Name it in the mapping.", kind=kind, names=names)
            )


def source_name(path: Path, shape: str = "") -> str:
    """Make the namespace of the rows from the name of a file, without its date: ``orders-2024-01.csv`` → ``orders``.

    A name that every program gives its files says nothing, so the shape goes with it: rows of different files that happen to
    have the same ids must not be taken for each other.
    """
    stem = path.name.split(".")[0]
    undated = re.sub(r"[\d_\-\s]*\d{4}[\d_\-\s]*$|^\d{4}[\d_\-\s]*", "", stem) or stem
    name = slug(undated).replace("_", "-") or "import"
    about = slug(shape.removeprefix("a ").removeprefix("an ").removeprefix("the ")).replace("_", "-")
    return f"{name}-{about}" if about and _EVERYDAY_NAME.fullmatch(name) else name


def _listed(names: list[str]) -> list[str]:
    more = [Notice("%(count)s more columns", count=len(names) - 6)] if len(names) > 6 else []
    return [*names[:6], *more]
