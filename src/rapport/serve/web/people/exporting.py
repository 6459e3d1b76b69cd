"""The list of people as a file, written while it is sent."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace, from_minor
from rapport.core.errors import UserError
from rapport.core.formulas import escape_formula
from rapport.record.store.public import Store, current_store
from rapport.serve.web.people.choices import Choices, in_order, people_query
from rapport.serve.web.people.columns import ListColumn
from rapport.serve.web.people.rows import CellValue, ListRow, rows_of
from rapport.serve.web.stream.shown import Amount, ScoreBadge
from rapport.serve.worker.public import TURNS
from rapport.understand.metrics.public import list_people

AT_ONCE = 5000
MOST_IN_A_WORKBOOK = 200_000
_BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads the file in the machine's old encoding."""
_BYTES = 64 * 1024

Written = str | int | float | None
T = TypeVar("T")


def csv_chunks(
    workspace: Workspace, store: Store, choices: Choices, columns: Sequence[ListColumn]
) -> tuple[Iterator[bytes], int]:
    """Return a CSV file in parts, and how many people it has; the first error comes at once."""
    people = _people(workspace, store, choices)
    return _csv_parts(workspace, people, columns), len(people)


def workbook_chunks(
    workspace: Workspace, store: Store, choices: Choices, columns: Sequence[ListColumn]
) -> tuple[Iterator[bytes], int]:
    """Return an Excel workbook in parts, and how many people it has."""
    people = _people(workspace, store, choices)
    if len(people) > MOST_IN_A_WORKBOOK:
        raise UserError(_("These are too many people for a workbook. Export them as CSV, or narrow the list down."))
    return _workbook_parts(workspace, people, columns), len(people)


def _people(workspace: Workspace, store: Store, choices: Choices) -> Sequence[int]:
    query = people_query(workspace, store, choices)
    found = list_people(workspace, store, query).people
    return in_order(found, query.among) if query.among is not None and choices.sort is None else found


def _csv_parts(workspace: Workspace, people: Sequence[int], columns: Sequence[ListColumn]) -> Iterator[bytes]:
    line = csv.writer(_Line(), lineterminator="\r\n")
    heads = [escape_formula(head) for head in _heads(columns)]
    yield f"{_BYTE_ORDER_MARK}{line.writerow(heads)}".encode()
    for rows in _chunks(workspace, people, columns):
        yield "".join(str(line.writerow([_escaped(value) for value in _values(row)])) for row in rows).encode()


class _Line:
    """A file that gives back what was just written to it."""

    def write(self, text: str) -> str:
        return text


def _escaped(value: Written) -> Written:
    return escape_formula(value) if isinstance(value, str) else value


def _workbook_parts(workspace: Workspace, people: Sequence[int], columns: Sequence[ListColumn]) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _write_workbook(file, workspace, people, columns)
        file.seek(0)
        while part := file.read(_BYTES):
            yield part


def _write_workbook(file: IO[bytes], workspace: Workspace, people: Sequence[int], columns: Sequence[ListColumn]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("People"))
    sheet.freeze_panes = "B2"

    def cell(value: Written) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        # openpyxl takes a text that begins with = for a formula. The quote prefix keeps it a text when somebody edits it.
        made.data_type = "s"
        made.quotePrefix = escape_formula(value) != value
        return made

    sheet.append([cell(head) for head in _heads(columns)])
    for rows in _chunks(workspace, people, columns):
        for row in rows:
            sheet.append([cell(value) for value in _values(row)])
    book.save(file)


def _chunks(workspace: Workspace, people: Sequence[int], columns: Sequence[ListColumn]) -> Iterator[list[ListRow]]:
    """Read the rows some thousand at a time. The store is opened each time: a backup closes stores in between."""
    for start in range(0, len(people), AT_ONCE):
        with TURNS.shared():
            rows = list(rows_of(workspace, current_store(workspace.slug), people[start : start + AT_ONCE], columns))
        yield rows


def _heads(columns: Sequence[ListColumn]) -> list[str]:
    name, *others = columns
    return [_("Person"), str(name.label), _("Address"), *(str(column.label) for column in others)]


def _values(row: ListRow) -> list[Written]:
    person = row.person
    return [person.id, person.name, person.address, *(_plain(cell.value) for cell in row.cells)]


def _plain(value: CellValue) -> Written:
    """Write a value for a table: times in the workspace's zone, amounts in major units."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, ScoreBadge):
        return value.value
    if isinstance(value, tuple):
        amounts = [part for part in value if isinstance(part, Amount)]
        if len(amounts) == 1:
            return float(from_minor(amounts[0].minor, amounts[0].currency))
        return ", ".join(_amount(part) if isinstance(part, Amount) else part for part in value)
    return value


def _amount(amount: Amount) -> str:
    return f"{from_minor(amount.minor, amount.currency):.{amount.digits}f} {amount.currency}"
