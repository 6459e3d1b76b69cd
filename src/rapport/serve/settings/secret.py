"""The secret key of an installation: made once, kept in the home."""

import contextlib
import os
import secrets

from rapport.core.home import Home


def secret_key(home: Home) -> str:
    """Return the key from `RAPPORT_SECRET_KEY` or the home's file, which is made when it is missing."""
    if given := os.environ.get("RAPPORT_SECRET_KEY"):
        return given
    path = home.path / "secret_key"
    if not path.exists():
        home.create()
        draft = home.path / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        # A link fails when somebody else was first: then theirs holds.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
