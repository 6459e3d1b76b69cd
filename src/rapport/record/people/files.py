"""Takes a person out of the files that imports and exports left in the home."""

import csv
import io
import json
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path


def erase_from_folder(folder: Path, needles: Sequence[str]) -> int:
    """Take the rows that mention a needle out of tables, and delete other files that do; return how many files changed.

    Nothing is lost by it: rejects stay in the spool, and an export can be made again.
    """
    if not folder.is_dir() or not needles:
        return 0
    mention = _Mention(needles)
    changed = 0
    for path in sorted(folder.rglob("*"), reverse=True):  # what lies in a folder comes before the folder
        if path.is_dir():
            changed += _delete_when(path, mention.is_in(path.name))
        elif path.is_file():
            changed += _delete_when(path, mention.is_in(path.name)) or _clean(path, mention)
    return changed


def empty_folder(folder: Path) -> int:
    """Delete everything in a folder whose files cannot all be searched; return how many files that were.

    For uploads that wait to be imported: they can be compressed or of any format, and can be handed over again.
    """
    if not folder.is_dir():
        return 0
    files = sum(path.is_file() for path in folder.rglob("*"))
    for path in folder.iterdir():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return files


def _delete_when(path: Path, is_mentioned: bool) -> int:
    if is_mentioned:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return int(is_mentioned)


def _clean(path: Path, mention: "_Mention") -> int:
    if path.suffix == ".zip":
        return _delete_when(path, _is_in_archive(path, mention))
    text = path.read_text(encoding="utf-8", errors="replace")
    if not mention.is_in(text):
        return 0
    cleaned = _CLEANERS[path.suffix.lower()](text, mention) if path.suffix.lower() in _CLEANERS else None
    if cleaned is None:
        path.unlink()
    else:
        _overwrite(path, cleaned)
    return 1


def _clean_csv(text: str, mention: "_Mention") -> str | None:
    delimiter = "\t" if text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    kept = [row for row in rows if not any(mention.is_in(cell) for cell in row)]
    if len(kept) == len(rows):  # it is mentioned across cells, or it is no table after all: take no chances
        return None
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(kept)
    return written.getvalue()


def _clean_lines(text: str, mention: "_Mention") -> str | None:
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not mention.is_in(line)]
    return None if len(kept) == len(lines) else "".join(kept)


_CLEANERS = {".csv": _clean_csv, ".tsv": _clean_csv, ".jsonl": _clean_lines, ".ndjson": _clean_lines}


def _is_in_archive(path: Path, mention: "_Mention") -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(mention.is_in(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist())
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):  # damaged or encrypted: it cannot be searched, so it goes
        return True


def _overwrite(path: Path, text: str) -> None:
    draft = path.with_name(path.name + ".draft")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)


class _Mention:
    """Finds needles in any case, as plain text or as JSON escapes it."""

    def __init__(self, needles: Iterable[str]) -> None:
        plain = {_plain(form) for needle in needles for form in (needle, json.dumps(needle)[1:-1])}
        words = "|".join(re.escape(form) for form in sorted(plain, key=len, reverse=True))
        # Only latin letters and digits make words: a Chinese name has no space around it.
        self._words = re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")

    def is_in(self, text: str) -> bool:
        return self._words.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
