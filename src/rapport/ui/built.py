"""What `scripts/build_frontend.py` wrote: style sheets, scripts, fonts and icons, under names that hold their hash."""

import json
import re
from pathlib import Path
from typing import cast

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui"
MANIFEST = FOLDER / "manifest.json"
ICONS = FOLDER / "icons.json"


def is_built() -> bool:
    """Whether the pages will have their styles and scripts."""
    return MANIFEST.exists()


def asset_url(name: str) -> str:
    """Return the address of a built file ("app.css"); without a build the plain name, which leads nowhere."""
    return static(f"ui/{_read(MANIFEST).get(name, name)}")


def is_hashed(path: str, url: str) -> bool:
    """Whether a static file may be kept for ever; for `WHITENOISE_IMMUTABLE_FILE_TEST`."""
    return _HASHED.search(url) is not None


_HASHED = re.compile(r"/ui/.+-[A-Z0-9]{8}\.\w+$")


def icon_paths(name: str) -> str | None:
    """Return the drawing inside an icon's `<svg>`, or None when the build holds no such icon."""
    return _read(ICONS).get(name)


_known: dict[Path, tuple[int, dict[str, str]]] = {}


def _read(path: Path) -> dict[str, str]:
    """Read a file of the build once; while developing, a new build shows without a restart."""
    known = _known.get(path)
    if known and not settings.DEBUG:
        return known[1]
    if not path.exists():
        return {}
    age = path.stat().st_mtime_ns
    if known is None or known[0] != age:
        known = _known[path] = (age, cast(dict[str, str], json.loads(path.read_text())))
    return known[1]
