"""What would make every command slow stays out of the program's start."""

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
SLOW = ("django", "duckdb", "pyarrow", "numpy", "scipy", "pandas", "phonenumbers", "openpyxl")


def test_nothing_imports_scipy_stats() -> None:
    guilty = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts and ("import scipy.stats" in path.read_text() or "from scipy.stats" in path.read_text())
    ]

    assert guilty == []


def test_showing_the_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from rapport.serve.cli.main import main; code = main(['--help']);"
        f"print(sorted(set({SLOW!r}) & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )

    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert shown.stderr.strip() == "[]"
