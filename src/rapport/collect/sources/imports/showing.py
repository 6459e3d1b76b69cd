"""Imports and previews as a person reads them."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapport.accounts.public import from_minor, minor_digits
from rapport.collect.sources.imports.choosing import ChosenMapping
from rapport.collect.sources.imports.preview import Preview
from rapport.collect.sources.imports.result import ImportResult

MOST_ASSUMPTIONS = 30
MOST_WARNINGS = 8
MOST_REASONS = 8


def describe_assumptions(path: Path, choice: ChosenMapping) -> Iterator[str]:
    """Yield the lines that say, before an import, what it assumes."""
    if not choice.assumptions:
        return
    yield f"{path.name}:"
    yield from (f"  {assumption}" for assumption in choice.assumptions[:MOST_ASSUMPTIONS])
    if len(choice.assumptions) > MOST_ASSUMPTIONS:
        yield f"  … and {len(choice.assumptions) - MOST_ASSUMPTIONS:,} more (--dry-run shows all)."


def describe_result(result: ImportResult) -> Iterator[str]:
    """Yield the lines that end an import."""
    rate = result.read / result.seconds if result.seconds else 0
    yield f"Read {_count(result.read, 'row')} in {result.seconds:.1f} s ({rate:,.0f}/s)."
    people = f" of {_count(result.people, 'person', 'people')}" if result.people is not None else ""
    known = f"; {result.duplicate:,} were known already" if result.duplicate else ""
    yield f"Stored {_count(result.stored, 'interaction')}{people}{known}."
    if result.silent:
        yield f"{_count(result.silent, 'row')} said nothing: blank, or a missing code."
    for reason, rows in result.dropped.items():
        yield f"Left out: {rows:,} ({reason})."
    yield from _describe_rejects(result)
    for warning in result.warnings[:MOST_WARNINGS]:
        yield f"Note: {warning}"
    if len(result.warnings) > MOST_WARNINGS:
        yield f"… and {len(result.warnings) - MOST_WARNINGS} more notes (--json shows all)."


def _describe_rejects(result: ImportResult) -> Iterator[str]:
    if not result.rejected:
        return
    yield f"Rejected {_count(result.rejected, 'row')}; nothing is lost, they are kept:"
    for reason, rows in list(result.reasons.items())[:MOST_REASONS]:
        yield f"  {rows:>9,}  {reason}"
    if result.rejects_file:
        yield f"Correct them in {result.rejects_file} and import that file,"
        yield "or run them again under a better mapping with `rapport rejects replay --map FILE`."


def describe_preview(preview: Preview, *, width: int) -> Iterator[str]:
    """Yield the lines of a dry run."""
    for assumption in preview.choice.assumptions:
        yield f"  {assumption}"
    yield ""
    yield f"The mapping ({preview.choice.how}):"
    yield ""
    yield textwrap.indent(preview.choice.parsed.text.strip(), "    ")
    yield ""
    yield "The first rows would become:"
    yield ""
    for interaction in preview.interactions:
        yield from _card(interaction, width)
    yield (
        f"{_count(preview.rows, 'row')} looked at: {_count(preview.found, 'interaction')}, "
        f"{preview.silent:,} rows that say nothing, {(preview.rejects and len(preview.rejects)) or 0:,} that would be rejected."
    )
    yield from _describe_problems(preview)
    yield from (f"Note: {warning}" for warning in preview.warnings[:MOST_WARNINGS])
    yield "Nothing was stored."


def _describe_problems(preview: Preview) -> Iterator[str]:
    reasons = Counter(reason for _, reason, _ in preview.rejects)
    for reason, rows in reasons.most_common(MOST_REASONS):
        row, _, detail = next(each for each in preview.rejects if each[1] == reason)
        yield f"  {rows:>9,}  {reason}; row {row}: {detail}"


def _card(interaction: dict[str, Any], width: int) -> Iterator[str]:
    shown = dict(interaction)
    yield f"  {shown.pop('kind')}  {shown.pop('occurred_at')}"
    for name, value in _lines_of(shown):
        indent = " " * 22
        wrapped = textwrap.wrap(value, max(30, width - 24), max_lines=3, placeholder=" …") or [""]
        yield f"    {name:<17} {wrapped[0]}"
        yield from (f"{indent}{line}" for line in wrapped[1:])
    yield ""


def _lines_of(shown: dict[str, Any]) -> Iterator[tuple[str, str]]:
    who = shown.pop("identifiers", [])
    yield "who", ", ".join(_identifier(each) for each in who) if who else "nobody known"
    low, high = shown.pop("scale_min", None), shown.pop("scale_max", None)
    if "score" in shown:
        scale = f" on {low:g}-{high:g}" if low is not None else ""
        yield str(shown.pop("metric", "score")), f"{shown.pop('score'):g}{scale}"
    if "amount" in shown:
        currency = shown.pop("currency", "")
        yield "amount", f"{from_minor(shown.pop('amount'), currency):,.{minor_digits(currency)}f} {currency}"
    groups = {name: shown.pop(name, {}) for name in ("dimensions", "traits", "properties")}
    identity = shown.pop("source_id")
    for name, value in shown.items():
        yield name, str(value)
    for name, values in groups.items():
        if values:
            yield name, ", ".join(f"{key} = {value}" for key, value in values.items())
    yield "identity", identity


def _identifier(identifier: dict[str, Any]) -> str:
    doubt = "" if identifier.get("verified", True) else " (not proven)"
    return f"{identifier['type']} {identifier['value']}{doubt}"


def _count(number: int | None, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
