import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from rapport.core.errors import UserError
from rapport.serve.upkeep.archive import FORMAT, Manifest, describe_files, extract_archive, safe_name, write_archive

ALLOWED = (
    "control.db",
    "secret_key",
    "workspaces/default/spool.db",
    "workspaces/riga-2/store.duckdb",
    "workspaces/a/exports/x é.json",
)
FORBIDDEN = (
    "/etc/passwd",
    "../control.db",
    "workspaces/../control.db",
    "workspaces/default/../../x",
    "workspaces/default/exports/../../../x",
    "workspaces/default/exports/..",
    "workspaces/Default/spool.db",
    "workspaces/default/run.sh",
    "control.db/x",
    "owner.json",
    "control.db\n",
    "",
)


def _manifest(folder: Path) -> Manifest:
    return Manifest(format=FORMAT, rapport="0", created_at="now", files=describe_files(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some files as a home has them."""
    made = tmp_path / "files"
    (made / "workspaces/default").mkdir(parents=True)
    (made / "control.db").write_bytes(bytes(range(256)) * 1000)
    (made / "workspaces/default/spool.db").write_bytes(b"spool")
    return made


@pytest.fixture
def extract(tmp_path: Path) -> Callable[[Path], Manifest]:
    def run(archive: Path) -> Manifest:
        target = tmp_path / "extracted"
        target.mkdir()
        return extract_archive(archive, target)

    return run


@pytest.mark.parametrize("name", ["b.tar.zst", "b.tar.gz", "backup"])
def test_what_is_written_is_read_back(folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest], name: str) -> None:
    write_archive(tmp_path / name, folder, _manifest(folder))

    assert extract(tmp_path / name) == _manifest(folder)
    assert (tmp_path / "extracted/control.db").read_bytes() == (folder / "control.db").read_bytes()


def test_an_archive_that_was_cut_short_is_refused(folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest]) -> None:
    write_archive(tmp_path / "b.tar.gz", folder, _manifest(folder))
    body = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(body[: len(body) // 2])

    with pytest.raises(UserError, match="not a whole backup"):
        extract(tmp_path / "b.tar.gz")


def test_a_changed_file_is_noticed(folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest]) -> None:
    manifest = _manifest(folder)
    (folder / "workspaces/default/spool.db").write_bytes(b"other")
    write_archive(tmp_path / "b.tar.zst", folder, manifest)

    with pytest.raises(UserError, match="do not match its checksums"):
        extract(tmp_path / "b.tar.zst")


def test_a_file_that_the_manifest_does_not_know_is_noticed(
    folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest]
) -> None:
    manifest = _manifest(folder)
    (folder / "secret_key").write_text("planted")
    _write_tar(tmp_path / "b.tar.gz", folder, [*manifest.files, "secret_key"], manifest)

    with pytest.raises(UserError, match="do not match its checksums"):
        extract(tmp_path / "b.tar.gz")


def test_a_name_that_leads_out_of_the_home_is_refused(folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest]) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(folder / "control.db", arcname="workspaces/default/exports/../../../../planted")

    with pytest.raises(UserError, match="does not belong into a home"):
        extract(tmp_path / "b.tar.gz")
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_plain_files_come_out_of_an_archive(tmp_path: Path, extract: Callable[[Path], Manifest], kind: bytes) -> None:
    entry = tarfile.TarInfo("control.db")
    entry.type, entry.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.addfile(entry)

    with pytest.raises(UserError, match="not a plain file"):
        extract(tmp_path / "b.tar.gz")


@pytest.mark.parametrize(
    "body", [b"", b"PK\x03\x04 zip", b"plain text", gzip.compress(b"no tar at all" * 100)], ids=["empty", "zip", "text", "gzip"]
)
def test_what_is_no_backup_is_refused(tmp_path: Path, extract: Callable[[Path], Manifest], body: bytes) -> None:
    (tmp_path / "b.tar.gz").write_bytes(body)

    with pytest.raises(UserError, match=r"not a (whole )?backup"):
        extract(tmp_path / "b.tar.gz")


def test_a_backup_of_a_later_format_is_refused(folder: Path, tmp_path: Path, extract: Callable[[Path], Manifest]) -> None:
    write_archive(tmp_path / "b.tar.gz", folder, msgspec.structs.replace(_manifest(folder), format=FORMAT + 1))

    with pytest.raises(UserError, match="cannot read"):
        extract(tmp_path / "b.tar.gz")


@pytest.mark.parametrize("name", ALLOWED)
def test_names_of_a_home_are_allowed(name: str) -> None:
    assert safe_name(name).as_posix() == name


@pytest.mark.parametrize("name", FORBIDDEN)
def test_all_other_names_are_not(name: str) -> None:
    with pytest.raises(ValueError, match="does not belong"):
        safe_name(name)


def _write_tar(target: Path, folder: Path, names: list[str], manifest: Manifest) -> None:
    with tarfile.open(target, "w:gz") as archive:
        for name in names:
            archive.add(folder / name, arcname=name)
        body = msgspec.json.encode(manifest)
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(body)
        archive.addfile(entry, io.BytesIO(body))
