"""What the settings say of the store."""

import os


def has_embedded_store() -> bool:
    """Whether the store is open in one process only, so that pages, digest and jobs run in that one."""
    return os.environ.get("STORE_URL", "").split(":")[0] in ("", "duckdb")
