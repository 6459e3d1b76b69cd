"""A result as CSV."""

import csv
from collections.abc import Iterator

from rapport.understand.views.exporting.cells import harmless
from rapport.understand.views.exporting.columns import Value, columns_of
from rapport.understand.views.result.result import Result

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads the file in the machine's old encoding."""


class _Line:
    """A file that gives back what was just written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(result: Result) -> Iterator[str]:
    """Return the lines of the file, each with its end."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    columns = columns_of(result)
    yield _BYTE_ORDER_MARK + str(writer.writerow([harmless(column.head) for column in columns]))
    for cell in result.cells:
        yield str(writer.writerow([_written(column.value(cell)) for column in columns]))


def _written(value: Value) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else repr(value)
