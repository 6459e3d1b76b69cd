"""Create the virtual environment and install locked dependencies into it.

Runs on the system's Python before anything is installed: standard library only.

    python3 scripts/set_up.py run     what the product needs
    python3 scripts/set_up.py dev     what its tests, checks, documentation and benchmarks need as well
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from telling import fail, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
SIZES = {"run": "about 220 MB to download", "dev": "about 450 MB to download, the engines and browsers of the tests included"}


def main(wanted: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  # this file runs before anybody checked
        return fail(f"Rapport needs Python 3.11 or newer; this is {sys.version.split()[0]}. Run: make setup PYTHON=python3.11")
    if not PYTHON.exists() and not create_environment():
        return fail("Cannot create .venv: Python's venv module is not complete. On Debian: apt-get install python3-venv")
    say(f"Installing the locked dependencies ({SIZES[wanted]}) …")
    for arguments in (["--require-hashes", "-r", f"requirements/{wanted}.txt"], ["--no-deps", "--no-build-isolation", "-e", "."]):
        command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *progress(), *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603  # our own command
            return fail("Installing failed; the lines above say why. The same command goes on where it stopped.")
    # Compiled once here, the program starts in a tenth of the time even where Python may not write bytecode itself.
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", "src"], cwd=ROOT, check=False)  # noqa: S603  # our own command
    if wanted == "dev" and not any(map(shutil.which, BROWSERS)) and not install_from_debian("chromium"):
        say("There is no Chromium, so the tests of the pages will be skipped. On Debian: apt-get install chromium")
    say("Installed.")
    return 0


def create_environment() -> bool:
    say("Creating .venv …")
    if importlib.util.find_spec("ensurepip") is None and not install_venv_module():
        return False
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603  # our own command
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        return False
    return True


def install_venv_module() -> bool:
    """Debian keeps `ensurepip` in a package of its own; install it where we may."""
    return install_from_debian(f"python3.{sys.version_info.minor}-venv")


def install_from_debian(package: str) -> bool:
    apt = shutil.which("apt-get")
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (become_root and shutil.which("sudo") is None):
        return False
    say(f"Installing Debian's {package} …")
    steps = [[apt, "update", "-qq"], [apt, "install", "-y", "-qq", package]]
    return all(subprocess.run([*become_root, *step], check=False).returncode == 0 for step in steps)  # noqa: S603


def progress() -> list[str]:
    """Show a progress bar to people, and little to logs."""
    return ["--quiet"] if os.isatty(1) else ["--quiet", "--progress-bar=off"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
