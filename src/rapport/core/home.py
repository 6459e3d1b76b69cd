"""Where everything lies on disk: one folder, the home, and one folder in it for each workspace."""

import os
from dataclasses import dataclass
from pathlib import Path

from rapport.core.errors import UserError

DEFAULT_HOME = Path("~/.local/share/rapport").expanduser()


@dataclass(frozen=True, slots=True)
class WorkspaceHome:
    """The files of one workspace."""

    path: Path

    @property
    def spool(self) -> Path:
        return self.path / "spool.db"

    @property
    def store(self) -> Path:
        return self.path / "store.duckdb"

    @property
    def rejects(self) -> Path:
        """Folder of the reject files that imports leave for people to correct."""
        return self.path / "rejects"

    @property
    def exports(self) -> Path:
        return self.path / "exports"

    @property
    def uploads(self) -> Path:
        """Folder of files that were handed over in a browser, until they are imported."""
        return self.path / "uploads"


@dataclass(frozen=True, slots=True)
class Home:
    """The home folder."""

    path: Path

    @property
    def control_db(self) -> Path:
        """The operational database, where `DATABASE_URL` names no other."""
        return self.path / "control.db"

    @property
    def owner_lock(self) -> Path:
        return self.path / "owner.lock"

    @property
    def owner_address(self) -> Path:
        """File in which the owner process says how to reach it."""
        return self.path / "owner.json"

    def workspace(self, slug: str) -> WorkspaceHome:
        return WorkspaceHome(self.path / "workspaces" / slug)

    def create(self) -> None:
        """Make the folders; raise UserError that says what to do where that is not possible."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.path / "workspaces").mkdir(exist_ok=True)
        except OSError as error:
            raise UserError(f"Cannot use {self.path} as the home folder: {error.strerror}. Give another with --home.") from error
        if not os.access(self.path, os.W_OK):
            raise UserError(f"The home folder {self.path} cannot be written to. Give another with --home.")


def current_home() -> Home:
    """Return the home that `RAPPORT_HOME` names, or the default one."""
    return Home(Path(os.environ.get("RAPPORT_HOME") or DEFAULT_HOME).expanduser().absolute())
