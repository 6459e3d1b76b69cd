"""Files into the stream, and the rows that could not be taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rapport.client.connection import Connection, Documents, Json

LOOK_AGAIN_S = 0.5


class Imports:
    """Imports of files."""

    def __init__(self, connection: Connection, sleep: Callable[[float], None]) -> None:
        self._connection = connection
        self._sleep = sleep

    def start(
        self,
        path: Path,
        *,
        mapping: str | None = None,
        preset: str | None = None,
        time: str | None = None,
        time_format: str | None = None,
        kind: str | None = None,
        source: str | None = None,
        zone: str | None = None,
        currency: str | None = None,
        wait: bool = True,
    ) -> Json:
        """Import a file; return its upload with the state and, when waited for, the result.

        Parameters
        ----------
        mapping : the text of a mapping (YAML); without it and `preset` the file is recognised or guessed.
        time, time_format, kind, source, zone, currency : hints for the guess, as `rapport import` takes them.
        wait : whether to wait until the import has ended.
        """
        said = {
            "mapping": mapping,
            "preset": preset,
            "time": time,
            "time_format": time_format,
            "kind": kind,
            "source": source,
            "zone": zone,
            "currency": currency,
        }
        upload = dict(self._connection.upload("/imports", path, said))
        while wait and upload["state"] in ("waiting", "running"):
            self._sleep(LOOK_AGAIN_S)
            upload = self.upload(upload["id"])
        return upload

    def preview(self, path: Path, **hints: str | None) -> Json:
        """Show what a file would become, with the mapping that is used; takes the hints that `start` takes."""
        return dict(self._connection.upload("/previews", path, hints))

    def list(self, *, limit: int = 50) -> Documents:
        """List the latest imports, whoever ran them."""
        return list(self._connection.get("/imports", limit=limit))

    def get(self, import_id: str) -> Json:
        """Show an import, with the reasons of what it could not take."""
        return dict(self._connection.get(f"/imports/{import_id}"))

    def uploads(self) -> Documents:
        """List the files that are not imported yet, or could not be."""
        return list(self._connection.get("/uploads"))

    def upload(self, upload: str) -> Json:
        """Show how far the import of a file is."""
        return dict(self._connection.get(f"/uploads/{upload}"))

    def stop(self, upload: str) -> Json:
        """Stop the import of a file."""
        return dict(self._connection.post(f"/uploads/{upload}/stop"))

    def forget(self, upload: str) -> None:
        """Forget a file that is not being imported."""
        self._connection.delete(f"/uploads/{upload}")

    def presets(self) -> Documents:
        """List the known exports."""
        return list(self._connection.get("/presets"))


class Rejects:
    """Rows that could not be taken. None is lost."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self, *, source: str | None = None, reason: str | None = None, import_id: str | None = None, replayed: bool = False
    ) -> Iterator[Json]:
        """Go through rejected rows, oldest first."""
        return self._connection.pages("/rejects", source=source, reason=reason, import_id=import_id, replayed=replayed, limit=500)

    def groups(self, *, source: str | None = None, reason: str | None = None, import_id: str | None = None) -> Documents:
        """Count rejected rows by source, reason and file."""
        return list(self._connection.get("/rejects/groups", source=source, reason=reason, import_id=import_id))

    def export(self, *, source: str | None = None, reason: str | None = None, import_id: str | None = None) -> bytes:
        """Return rejected rows as CSV, to be corrected and imported."""
        return self._connection.file("/rejects/export", source=source, reason=reason, import_id=import_id)

    def replay(
        self,
        *,
        source: str | None = None,
        reason: str | None = None,
        import_id: str | None = None,
        mapping: str | None = None,
    ) -> str:
        """Try rejected rows again, next in line; return the id of the import that `imports.get` shows."""
        body = {"source": source, "reason": reason, "import_id": import_id, "mapping": mapping}
        said = {name: value for name, value in body.items() if value is not None}
        return str(self._connection.post("/rejects/replay", said)["import_id"])
