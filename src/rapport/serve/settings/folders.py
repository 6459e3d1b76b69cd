"""Finds the folders of templates, static files and translations: each package may have its own, without a list."""

from functools import cache
from pathlib import Path

import rapport


@cache
def folders_named(name: str) -> list[Path]:
    """Return all folders of that name inside the product, sorted, tests left out."""
    root = Path(rapport.__file__).parent
    found = (path for path in root.rglob(name) if path.is_dir())
    return sorted(path for path in found if not {"tests", "node_modules"} & set(path.relative_to(root).parts))
