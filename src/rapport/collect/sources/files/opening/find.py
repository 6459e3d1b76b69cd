"""From a path to the inputs in it: one for a file, one for each member of an archive."""

import os
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.opening.input import Input, find_packing
from rapport.collect.sources.files.opening.magic import compression_of, foreign_kind
from rapport.collect.sources.files.rows import Limits
from rapport.core.notice import Notice


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read at a path.

    Parameters
    ----------
    inputs : the file, or those members of an archive that may hold rows; the one that was asked for.
    members : names of all members of the archive, if it is one.
    left_out : why each other member holds no rows.
    """

    inputs: list[Input]
    members: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def find_inputs(path: Path, limits: Limits, *, member: str | None = None) -> Found:
    """Check the path and return what there is to read, or raise `UnreadableFile`.

    Archives never touch the disk: members are read in place, so their names lead nowhere.
    """
    size = _size_of_file(path)
    members = _members(path)
    if not members:
        return Found([_checked(Input(path, size, limits))])
    readable, left_out = list[Input](), list[UnreadableFile]()
    for name in (member,) if member in members else members:
        try:
            readable.append(_checked(Input(path, size, limits, member=name)))
        except UnreadableFile as error:
            left_out.append(error)
    if not readable:
        raise left_out[0]
    return Found(readable, tuple(members), tuple(error.args[0] for error in left_out))


def _checked(source: Input) -> Input:
    find_packing(source)
    _refuse_what_holds_no_rows(source)
    return source


def _size_of_file(path: Path) -> int:
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise UnreadableFile(Notice("There is no file %(path)s. Check the path.", path=str(path))) from None
    except PermissionError:
        raise UnreadableFile(
            Notice("You may not look into the folder of %(path)s. Ask its owner, or copy the file.", path=str(path))
        ) from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(Notice("%(path)s cannot be opened: %(why)s.", path=str(path), why=str(error))) from error
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableFile(Notice("%(path)s is a folder. Give the files in it, for example %(path)s/*.csv.", path=str(path)))
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableFile(
            Notice("%(path)s is not a regular file. Save what it gives to a file and import that.", path=str(path))
        )
    if not os.access(path, os.R_OK):
        raise UnreadableFile(Notice("You may not read %(path)s. Ask its owner, or change its permissions.", path=str(path)))
    if facts.st_size == 0:
        raise UnreadableFile(Notice("%(path)s is empty (0 bytes). Export it again.", path=str(path)))
    return facts.st_size


def _members(path: Path) -> list[str]:
    """Return the members of a zip archive that hold data; none where the file is no archive, or is one document."""
    with path.open("rb") as file:
        if compression_of(file.read(16)) != "zip":
            return []
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            Notice("%(file)s is a zip archive or workbook that is damaged or cut off. Get a whole copy.", file=path.name)
        ) from error
    names = {info.filename for info in infos}
    if "xl/workbook.xml" in names:
        return []
    if kind := _document_kind(names):
        raise UnreadableFile(
            Notice("%(file)s looks like %(kind)s. Save it as CSV or .xlsx and import that.", file=path.name, kind=kind)
        )
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(Notice("%(file)s is locked with a password. Unpack it and import the result.", file=path.name))
    members = [info.filename for info in infos if info.file_size and not _is_clutter(info)]
    if not members:
        raise UnreadableFile(Notice("%(file)s is an archive without any file in it.", file=path.name))
    return sorted(set(members), key=members.index)


def _is_clutter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part == "__MACOSX" or part.startswith(".") for part in parts if part != "..")


def _document_kind(names: set[str]) -> str | None:
    if "word/document.xml" in names:
        return Notice("a Word document")
    if "ppt/presentation.xml" in names:
        return Notice("a PowerPoint presentation")
    if "content.xml" in names and "mimetype" in names:
        return Notice("an OpenDocument file (.ods or .odt)")
    if "xl/workbook.bin" in names:
        return Notice("a binary workbook (.xlsb)")
    if "META-INF/MANIFEST.MF" in names:
        return Notice("a Java archive")
    return None


def _refuse_what_holds_no_rows(source: Input) -> None:
    head = source.read_head(source.limits.sample_bytes)
    if not head or (source.head_is_whole and not head.strip(b" \t\r\n\0")):
        if not source.damage:
            raise UnreadableFile(Notice("%(file)s has nothing in it. Get a whole copy, or export it again.", file=source.name))
        raise UnreadableFile(
            Notice(
                "%(file)s %(damage)s before its first row. Get a whole copy, or export it again.",
                file=source.name,
                damage=source.damage,
            )
        )
    if kind := _kind_of_zip(source, head) if compression_of(head) == "zip" else foreign_kind(head):
        raise UnreadableFile(
            Notice(
                "%(file)s looks like %(kind)s: there are no rows to read. Export the data as CSV, JSON or .xlsx.",
                file=source.name,
                kind=kind,
            )
        )


def _kind_of_zip(source: Input, head: bytes) -> str | None:
    """Tell an archive within an archive from a workbook, which is one as well."""
    is_workbook = b"[Content_Types].xml" in head or b"xl/" in head
    return None if is_workbook or not source.compression else Notice("an archive within an archive; unpack the inner one")
