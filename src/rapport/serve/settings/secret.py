"""The secret key of an installation: made once, kept in the home."""

import contextlib
import os
import secrets
import tempfile

from rapport.core.home import Home


def secret_key(home: Home) -> str:
    """Return the key from `RAPPORT_SECRET_KEY` or the home's file, which is made when it is missing."""
    if given := os.environ.get("RAPPORT_SECRET_KEY"):
        return given
    path = home.path / "secret_key"
    if not path.exists():
        home.create()
        # Temporary files are closed to others; the link gives this one its name only when nobody was faster.
        with tempfile.NamedTemporaryFile("w", dir=home.path, prefix="secret_key.") as draft:
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()
