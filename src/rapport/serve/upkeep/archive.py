"""The format of a backup: a tar file (zstd or gzip) of the home's files and a manifest with their checksums."""

import contextlib
import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

import msgspec

from rapport.core.errors import UserError

FORMAT = 1
MANIFEST = "manifest.json"
# Nothing else may come out of an archive: a file of another name could be a program that somebody runs.
_ALLOWED = re.compile(
    r"control\.db|secret_key|workspaces/[a-z0-9-]{1,40}/(?:spool\.db|store\.duckdb(?:\.wal)?|(?:rejects|exports)/[^/\\]{1,255})"
)
_CHUNK = 2**20
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_GZIP_MAGIC = b"\x1f\x8b"


class ArchivedFile(msgspec.Struct, frozen=True):
    """A file in a backup."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says about itself. `not_included` tells people what lies elsewhere, and how to save that."""

    format: int
    rapport: str
    created_at: str
    files: dict[str, ArchivedFile]
    database: str = "sqlite"
    not_included: list[str] = []


def write_archive(target: Path, folder: Path, manifest: Manifest) -> None:
    """Write the files of `folder` and the manifest into a new archive; `.gz` at the end of its name says gzip, else zstd."""
    with _compressed(target) as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
        for name in manifest.files:
            archive.add(folder / name, arcname=name, recursive=False, filter=_anonymous)
        body = msgspec.json.format(msgspec.json.encode(manifest))
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(body)
        archive.addfile(_anonymous(entry), io.BytesIO(body))


def describe_files(folder: Path) -> dict[str, ArchivedFile]:
    """Return size and checksum of every file in a folder, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _describe(path) for path in paths}


def extract_archive(source: Path, folder: Path) -> Manifest:
    """Extract an archive into an empty folder and verify it; return its manifest.

    Raises UserError when it is none, is damaged or cut short, or holds anything that does not belong into a home.
    """
    try:
        manifest = _extract(source, folder)
    except (tarfile.TarError, OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the disk, not of what the archive holds
        raise UserError(f"{source} is not a whole backup of Rapport: {error}") from error
    if manifest is None:
        raise UserError(f"{source} is not a whole backup of Rapport: it has no manifest, so it was cut short.")
    if manifest.format != FORMAT:
        raise UserError(f"{source} was made by Rapport {manifest.rapport}, whose backups this version cannot read.")
    if describe_files(folder) != manifest.files:
        raise UserError(f"{source} is damaged: its files do not match its checksums.")
    return manifest


def _extract(source: Path, folder: Path) -> Manifest | None:
    manifest = None
    with _decompressed(source) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None:
                raise ValueError(f"it holds {entry.name!r}, which is not a plain file")
            if entry.name == MANIFEST:
                manifest = msgspec.json.decode(content.read(), type=Manifest)
                continue
            target = folder / safe_name(entry.name)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _copy(cast(BinaryIO, content), target)
    return manifest


def safe_name(name: str) -> PurePosixPath:
    """Return a path of an archive; raise ValueError unless it is one of those that a home has."""
    path = PurePosixPath(name)
    if not _ALLOWED.fullmatch(name) or path.name in (".", ".."):
        raise ValueError(f"it holds {name!r}, which does not belong into a home")
    return path


def _copy(content: BinaryIO, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(_CHUNK):
            file.write(chunk)


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _describe(path: Path) -> ArchivedFile:
    with path.open("rb") as file:
        return ArchivedFile(size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())


@contextlib.contextmanager
def _compressed(target: Path) -> Iterator[BinaryIO]:
    import pyarrow as pa

    codec = "gzip" if target.name.removesuffix(".partial").endswith(".gz") else "zstd"
    with pa.CompressedOutputStream(pa.OSFile(str(target), "wb"), codec) as stream:
        yield stream


@contextlib.contextmanager
def _decompressed(source: Path) -> Iterator[BinaryIO]:
    import pyarrow as pa

    with source.open("rb") as file:
        magic = file.read(4)
    if magic != _ZSTD_MAGIC and not magic.startswith(_GZIP_MAGIC):
        raise UserError(f"{source} is not a backup of Rapport: it is neither a zstd nor a gzip file.")
    codec = "zstd" if magic == _ZSTD_MAGIC else "gzip"
    with pa.CompressedInputStream(pa.OSFile(str(source), "rb"), codec) as stream:
        yield stream
