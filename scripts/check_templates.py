"""Run djlint on the templates, as soon as there are any."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    templates = sorted(str(path) for path in (ROOT / "src").rglob("templates/**/*.html"))
    if not templates:
        return 0
    return subprocess.run([sys.executable, "-m", "djlint", "--lint", "--quiet", *templates], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
