"""Other packages are used through their door, `public.py`, only."""

from pathlib import Path

import grimp
import pytest

PLAIN_LIBRARIES = (
    "rapport.core",
    "rapport.ui",
    "rapport.serve.settings",
    "rapport.understand.stats",
    # What pages with figures are made of: the filter bar, links to evidence, figures as people read them.
    "rapport.understand.metrics.pages",
)
"""Used by their modules: they own no state that a door could guard."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("rapport", cache_dir=None)


def domain_of(module: str) -> str | None:
    """Return the domain package of a module: `rapport.record.identity`, or a stage that is one package (`rapport.spool`)."""
    parts = module.split(".")
    if len(parts) < 2:
        return None
    depth = 3 if parts[1] in ("collect", "record", "understand", "act", "serve") else 2
    return ".".join(parts[:depth]) if len(parts) >= depth else None


def is_at_the_edge(module: str) -> bool:
    """`serve` assembles, so it may mount the edges of every domain."""
    return module.split(".")[-1] in ("pages", "rest", "commands", "jobs", "kinds", "apps", "models", "urls", "settings_urls")


def test_other_packages_import_only_the_door(graph: grimp.ImportGraph) -> None:
    trespasses = []
    for importer in sorted(graph.modules):
        if "tests" in importer.split(".") or importer.endswith("conftest"):
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            here, there = domain_of(importer), domain_of(imported)
            if there is None or here == there or imported.startswith(PLAIN_LIBRARIES):
                continue
            if imported in (there, f"{there}.public") or (importer.startswith("rapport.serve.") and is_at_the_edge(imported)):
                continue
            trespasses.append(f"{importer} imports {imported}")

    assert trespasses == []


def test_no_package_is_an_empty_shell() -> None:
    root = Path(__file__).parents[2] / "src" / "rapport"
    shells = [
        folder.relative_to(root)
        for folder in root.rglob("*")
        if folder.is_dir()
        and folder.name not in ("tests", "migrations", "__pycache__")
        and (folder / "__init__.py").exists()
        and not any(path.read_text().strip() for path in folder.rglob("*.py") if path.name != "__init__.py")
    ]

    assert shells == []
