"""What a process runs."""

from enum import Enum

from rapport.core.errors import UserError
from rapport.serve.settings.store import has_embedded_store


class Role(Enum):
    """A part of the product that runs while a process serves."""

    PAGES = "pages"
    """Pages, API, `/health`, `/metrics`."""
    DIGEST = "digest"
    """Owns the home: spools into stores, commands of other processes."""
    JOBS = "jobs"
    """What takes longer than a request: imports, exports, reports, clearing up."""


ALL = frozenset(Role)


def parse_roles(text: str) -> frozenset[Role]:
    """Read ``pages,jobs``; refuse what cannot work with the store as it is configured."""
    known = {role.value: role for role in Role}
    words = [word.strip() for word in text.split(",") if word.strip()]
    if unknown := [word for word in words if word not in known]:
        raise UserError(f"--only knows {', '.join(known)}, not {unknown[0]!r}.")
    roles = frozenset(known[word] for word in words) or ALL
    if Role.DIGEST not in roles and has_embedded_store():
        raise UserError(
            "The embedded store can be open in one process only, so pages and jobs run where the digest runs. "
            "Set STORE_URL to a ClickHouse server to run them apart."
        )
    return roles
