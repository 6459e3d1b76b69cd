"""What a reader is told, what it finds out and what it gives: options, facts, batches of rows, and bad rows."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from rapport.core.notice import Notice

Cell = str | int | float | bool | datetime | date | time | Decimal | list[Any] | dict[str, Any] | None
"""Any: lists and objects of JSON hold whatever the file holds."""


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What somebody knows about a file. None everywhere means: find out.

    Parameters
    ----------
    format : key of a file format ("csv", "json", "log"...).
    encoding : any name Python knows ("utf-8", "windows-1257").
    delimiter : the character between cells; " " stands for any run of white space.
    quote : the character around cells; "" switches quoting off.
    escape : the character before a literal quote, where quotes are not doubled; "" for none.
    header : whether the first row holds the names of the columns, or the names, where the file has none.
    skip_lines : lines (rows of a sheet) before the header.
    short_rows : "pad" takes missing trailing cells as empty, "reject" rejects such rows.
    sheet : name of the sheet of a workbook, or of the member of an archive.
    pattern : regular expression with named groups; every group is a column of a line log.
    records : dotted path to the list of records in a JSON document ("data.tickets").
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header: bool | tuple[str, ...] | None = None
    skip_lines: int = 0
    short_rows: Literal["pad", "reject"] | None = None
    sheet: str | None = None
    pattern: str | None = None
    records: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: the start of its raw text, a short stable code, and what to do about it."""

    row_number: int
    raw: str
    reason: str
    detail: Notice


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Some rows of a file, by column.

    Parameters
    ----------
    columns : lists of equal length by column name. Every batch has at least the columns of `FileFacts.columns`, in that
        order. Formats without a fixed set (JSON, XES) may add a column when a key first turns up late in the file.
        An empty cell of a text format is ""; None is a cell that the file does not have.
    row_numbers : the number of each row as the source counts: the line it starts on in a text file, the row of a sheet,
        otherwise 1, 2, 3… Rising, never repeated, also over the members of an archive.
    rejects : rows met since the batch before that could not be read.
    bytes_read : how far the file on disk (compressed as it is) has been read.
    warnings : sentences for whoever imports; each is said once.
    """

    columns: dict[str, list[Cell]]
    row_numbers: list[int]
    rejects: list[BadRow]
    bytes_read: int
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a look at a file tells.

    Parameters
    ----------
    format, compression, encoding, delimiter, header : as found or as told; None where the format has no such thing.
    columns : names in file order; of JSON and XES those in the first records.
    size : bytes on disk.
    sheets : sheets of a workbook, or members of an archive.
    column_labels : what a column is called for people (SPSS variable labels, question texts).
    value_labels : by column, the label of a coded value.
    warnings : sentences for whoever imports: what was ambiguous, what was chosen, how to set another.
    options : the options with everything found filled in, so that `read_file(path, facts.options)` looks no further.
    """

    format: str
    size: int
    columns: tuple[str, ...] = ()
    compression: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    sheets: tuple[str, ...] = ()
    column_labels: dict[str, str] = field(default_factory=dict)
    value_labels: dict[str, dict[Cell, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    options: FileOptions = field(default_factory=FileOptions)


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps memory constant, whatever the file.

    Parameters
    ----------
    line_bytes : a longer line (record, element) is rejected without being loaded whole.
    record_lines : a quoted cell that runs over more lines counts as a quote that was never closed.
    raw_chars : how much of a bad row is kept.
    batch_bytes : a batch is handed out when about so much of the file went into it, however few its rows.
    sample_bytes : how much is looked at to find out what a file is.
    columns : more different keys than that are kept together in one column.
    unpacked_bytes : the most that is unpacked to a temporary file or believed of a workbook.
    """

    line_bytes: int = 16 << 20
    record_lines: int = 10_000
    raw_chars: int = 10_000
    batch_bytes: int = 16 << 20
    sample_bytes: int = 1 << 18
    columns: int = 2_000
    unpacked_bytes: int = 8 << 30
