"""The base pages, drawn as a whole."""

import json
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

import rapport
from rapport.ui import built
from rapport.ui.styleguide import styleguide_context
from rapport.ui.tags.charts import chart_labels

ROOT = Path(rapport.__file__).parent
PROBLEMS = ("400", "403", "403_csrf", "404", "500", "503")


def styleguide(language: str = "en") -> str:
    with override(language):
        return render_to_string("ui/styleguide.html", styleguide_context(), RequestFactory().get("/styleguide/"))


def test_every_component_stands_on_the_style_guide() -> None:
    included = Path(__file__).parent.parent / "templates" / "ui" / "components"
    source = (included.parent / "styleguide.html").read_text() + (included.parent / "page.html").read_text()
    mentioned = {
        path.stem for path in included.glob("*.html") if re.search(rf"{{% {path.stem} |components/{path.stem}\.html", source)
    }

    # Drawn by page.html ("messages_list"), and by lists of real pages ("more").
    assert {path.stem for path in included.glob("*.html")} - mentioned == {"messages", "more"}
    assert "Style guide" in styleguide()


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    for path in ROOT.rglob("templates/**/*.html"):
        source = path.read_text()
        inline = re.search(r"""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:""", source)
        assert inline is None, f"{path.relative_to(ROOT)}: {inline and inline.group()}: the content security policy forbids it"


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_is_told_even_without_a_request(code: str) -> None:
    page = render_to_string(f"{code}.html", {"reference": "r-123"})

    assert f'<p class="problem-reference">{code[:3]} · ' in re.sub(r"\s+", " ", page)
    assert "r-123" in page
    assert 'href="/"' in page


def test_a_language_written_from_right_to_left_turns_the_page() -> None:
    assert '<html lang="en" dir="ltr"' in styleguide()
    assert '<html lang="ar" dir="rtl"' in styleguide("ar")


def test_every_icon_that_is_named_was_built() -> None:
    if not built.is_built():
        pytest.skip("the frontend is not built: python scripts/build_frontend.py")
    icons = json.loads(built.ICONS.read_text())
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in ROOT.rglob("*")
        if path.suffix in (".html", ".py") and "tests" not in path.parts
        for name in re.findall(r"""\bicon(?:\s+|=)["']([a-z0-9-]+)["']""", path.read_text())
    }

    assert {place for place in named if place[0] not in icons} == set()


def test_the_charts_texts_are_those_that_the_island_reads() -> None:
    props = (ROOT.parent.parent / "frontend" / "src" / "chart" / "props.ts").read_text()
    declared = re.search(r"interface Labels \{(.*?)\}", props, re.DOTALL)
    assert declared is not None

    assert set(re.findall(r"(\w+): string;", declared.group(1))) == set(chart_labels("x"))


def test_the_first_page_stays_small() -> None:
    if not built.is_built():
        pytest.skip("the frontend is not built: python scripts/build_frontend.py")
    names = json.loads(built.MANIFEST.read_text())
    first = [names[name] for name in ("app.css", "app.js", "early.js", "palette.js")]
    first += _imported(names["app.js"]) | _imported(names["palette.js"])
    sizes = {name: (built.FOLDER / f"{name}.gz").stat().st_size for name in set(first)}

    assert sum(sizes.values()) + (built.FOLDER / names["inter.woff2"]).stat().st_size < 120_000, sizes


def _imported(name: str) -> set[str]:
    """The chunks that a module imports at once, by its `from"./…"`."""
    found = set(re.findall(r"""(?:from|import)\s*["']\./([\w-]+\.js)["']""", (built.FOLDER / name).read_text()))
    return found | {deeper for chunk in found for deeper in _imported(chunk)}
