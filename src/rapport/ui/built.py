"""What `scripts/build_frontend.py` wrote: style sheets, scripts, fonts and icons, under names that hold their hash."""

import json
import re
from functools import lru_cache
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
    return static(f"ui/{_read(MANIFEST, _age(MANIFEST)).get(name, name)}")


def is_hashed(path: str, url: str) -> bool:
    """Whether a static file may be kept for ever; for `WHITENOISE_IMMUTABLE_FILE_TEST`."""
    return _HASHED.search(url) is not None


_HASHED = re.compile(r"/ui/.+-[A-Z0-9]{8}\.\w+$")


def icon_paths(name: str) -> str | None:
    """Return the drawing inside an icon's `<svg>`, or None when the build holds no such icon."""
    return _read(ICONS, _age(ICONS)).get(name)


def _age(path: Path) -> int:
    """Part of the cache's key: while developing, a new build shows without a restart; else names stay, as the server's do."""
    if not path.exists():
        return 0
    return path.stat().st_mtime_ns if settings.DEBUG else 1


@lru_cache(maxsize=4)
def _read(path: Path, age: int) -> dict[str, str]:
    return cast(dict[str, str], json.loads(path.read_text())) if age else {}
