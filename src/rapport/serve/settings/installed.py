"""Finds the Django apps: every package of Rapport that holds an `apps.py` or a `models.py`. There is no list to edit."""

from pathlib import Path

import rapport


def installed_apps() -> list[str]:
    """Return the dotted names of all apps, sorted."""
    root = Path(rapport.__file__).parent
    folders = {path.parent for name in ("apps.py", "models.py") for path in root.rglob(name)}
    return sorted(".".join(("rapport", *folder.relative_to(root).parts)) for folder in folders if "tests" not in folder.parts)
