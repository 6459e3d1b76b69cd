"""Write docs/reference/ from the code: what people look up must not be able to go stale."""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

from reference.pages import FILES, PAGES

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by scripts/write_reference.py from the code. Change the code instead. -->\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "reference", metavar="FOLDER", help="where the pages go")
    target: Path = parser.parse_args().to
    with tempfile.TemporaryDirectory() as home:
        _start_django(home)
        target.mkdir(parents=True, exist_ok=True)
        for name, write in PAGES.items():
            text = NOTE + "\n".join(write()) + "\n"
            (target / f"{name}.md").write_text(re.sub(r"\n{3,}", "\n\n", text), encoding="utf-8")
        for name, give in FILES.items():
            (target / name).write_text(give(), encoding="utf-8")
    return 0


def _start_django(home: str) -> None:
    """Start in a home of its own: the pages say what the program is, whatever somebody's home holds."""
    for name in ("DATABASE_URL", "STORE_URL", "RAPPORT_WORKSPACE"):
        os.environ.pop(name, None)
    from rapport.core.home import Home
    from rapport.serve.invocation.public import WEB_SETTINGS, start_django

    start_django(Home(Path(home)), settings=WEB_SETTINGS)


if __name__ == "__main__":
    sys.exit(main())
