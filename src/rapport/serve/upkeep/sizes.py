"""Sizes as people read them."""


def format_bytes(size: float) -> str:
    """Return 1536 as '1.5 KB'."""
    for unit in ("B", "KB", "MB", "GB"):
        if abs(size) < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TB"
