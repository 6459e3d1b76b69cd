"""How much waits in the spools, for Prometheus."""

from rapport.accounts.public import list_workspaces
from rapport.core.home import current_home
from rapport.spool.public import open_spool

_HEAD = "# HELP rapport_spool_rows Rows that were acknowledged and are not stored yet.\n# TYPE rapport_spool_rows gauge\n"


def waiting_rows() -> bytes:
    """Return a gauge line for each workspace that has a spool. Slugs need no escaping: letters, digits, hyphens."""
    lines = [_HEAD]
    for workspace in list_workspaces():
        path = current_home().workspace(workspace.slug).spool
        if path.exists():
            with open_spool(path) as spool:
                lines.append(f'rapport_spool_rows{{workspace="{workspace.slug}"}} {spool.backlog().rows}\n')
    return "".join(lines).encode()
