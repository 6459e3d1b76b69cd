"""Exports everything held about a person, for the person: as one JSON document, or as tables."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rapport.core.errors import UserError
from rapport.core.formulas import escape_formula
from rapport.record.people.documents import (
    Document,
    consent_document,
    identifier_document,
    interaction_document,
    merge_document,
    note_document,
    person_document,
    saying_document,
    suppression_document,
    tag_document,
)
from rapport.record.people.person import Person
from rapport.record.store.public import StoredInteraction


def export_json(person: Person, timeline: Iterable[StoredInteraction], path: Path) -> int:
    """Write one JSON document; return how many interactions it holds. The timeline streams through."""
    with _draft(path) as draft, draft.open("w", encoding="utf-8") as file:
        head = json.dumps(person_document(person), ensure_ascii=False, indent=1)
        file.write(head.removesuffix("\n}") + ',\n "timeline": [')
        count = 0
        for row in timeline:
            file.write(",\n  " if count else "\n  ")
            file.write(json.dumps(interaction_document(row), ensure_ascii=False))
            count += 1
        file.write("\n ]\n}\n")
    return count


def export_csv(person: Person, timeline: Iterable[StoredInteraction], path: Path) -> int:
    """Write a table for each kind of data: into an archive when the path ends with .zip, otherwise into a folder."""
    rows = [interaction_document(row) for row in timeline]
    tables = {
        "profile": [_profile(person)],
        "identifiers": [identifier_document(row, person.joined.get(row.id)) for row in person.identifiers],
        "traits": [{"name": t.name, **saying_document(saying)} for t in person.traits.values() for saying in t.history],
        "merges": [merge_document(merge, {row.id: row for row in person.identifiers}) for merge in person.merges],
        "consents": [consent_document(entry) for entry in person.consents.history],
        "suppressions": [suppression_document(row) for row in person.suppressions],
        "notes": [note_document(note) for note in person.notes],
        "tags": [tag_document(tag) for tag in person.tags],
        "timeline": [_flat(row) for row in rows],
    }
    texts = {f"{name}.csv": write_table(table) for name, table in tables.items()}
    (_write_archive if path.suffix == ".zip" else _write_folder)(texts, path)
    return len(rows)


def write_table(rows: Sequence[Document]) -> str:
    """Write rows as CSV with the columns that any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([escape_formula(name) for name in columns])
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape_formula(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _profile(person: Person) -> Document:
    document = person_document(person)
    company = person.company
    traits = {f"trait {name}": trait.latest.value for name, trait in person.traits.items()}
    about = {"company": company and company.name, "company_domain": company and company.domain}
    return {"id": document["id"], "name": document["name"], **about, **traits}


def _flat(row: Document) -> Document:
    dimensions = row.pop("dimensions", {})
    return row | {f"d_{name}": value for name, value in dict(dimensions).items()}  # type: ignore[call-overload]  # written so above


def _write_archive(texts: dict[str, str], path: Path) -> None:
    with _draft(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)


def _write_folder(texts: dict[str, str], path: Path) -> None:
    with _said(path):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, text in texts.items():
            (path / name).write_text(text, encoding="utf-8", newline="")


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Write beside the path first, so that what stands there is always whole."""
    draft = path.with_name(path.name + ".draft")
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.touch(mode=0o600)
            yield draft
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(f"Cannot write {path}: {error.strerror}. Give another place with --out.") from error


EXPORTERS: dict[str, Callable[[Person, Iterable[StoredInteraction], Path], int]] = {"json": export_json, "csv": export_csv}
