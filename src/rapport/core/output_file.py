"""Writes what a command was told to put into a file."""

from pathlib import Path

from rapport.core.errors import UserError


def write_output(path: Path, content: bytes) -> None:
    """Write the file, or raise UserError that says why it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"Cannot write {path}: {error.strerror}.") from error
