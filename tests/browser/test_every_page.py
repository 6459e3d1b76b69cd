"""Every page at a desk and in a hand, light and dark, in four languages: nothing complains, nothing is cut off."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page
from tests.browser.looking import ROOT, Troubles, overflow, texts, violations
from tests.browser.pages import FROM_DASHBOARDS, FROM_PEOPLE, PAGES, SPOKEN
from tests.browser.served import Served

LOCALE = ROOT / "src" / "rapport" / "locale"
NAMES_OF_DATA = {"Delivery", "Product", "Question", "Revenue", "Support", "Survey answers", "reviews"}
"""What the simulated company calls a touchpoint, a view and an import, by chance as texts of the interface read."""
_WORD, _SMALL = r"[A-Za-z][a-z']+,?", r"(?:the|and|are|with|of|which|there|has|is not|does)"
ENGLISH = re.compile(rf"(?:{_WORD} )+{_SMALL}(?: {_WORD}){{2,}}|(?:{_WORD} ){{2,}}{_SMALL} {_WORD}")
"""Words that run on in English. Single words are names as often as not."""
DEMO = ROOT / "src" / "rapport" / "serve" / "demo"
UNCLEAR_FILE = "what,how_much\nlamp,3\nchair,4\n"
LANGUAGES = {"th": "th", "zh-hant": "zh_Hant", "lt": "lt"}


@pytest.fixture(scope="module")
def paths(browser: Browser, served: Served, signed_in: Path) -> dict[str, str]:
    """The list of pages, and a person's."""
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    page.goto(served.address + PAGES["people"])
    href = page.locator(FROM_PEOPLE).first.get_attribute("href")
    context.close()
    return {**PAGES, "person": str(href)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_is_sound(
    browser: Browser, served: Served, signed_in: Path, paths: dict[str, str], width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(storage_state=signed_in, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, troubles = context.new_page(), Troubles()
    troubles.watch(page)
    found: dict[str, list[str]] = {}

    for name, path in paths.items():
        answer = page.goto(served.address + path)
        settle(page)
        # As high as the page: what lies under the bar at the bottom of a phone's screen would look too small to be touched.
        page.set_viewport_size({"width": width, "height": int(page.evaluate("() => document.documentElement.scrollHeight"))})
        wrong = violations(page)
        if answer is None or answer.status != 200:
            wrong.append(f"status {answer and answer.status}")
        if (pixels := overflow(page)) > 0:
            wrong.append(f"{pixels} px wider than the screen")
        if wrong:
            found[name] = wrong
        page.set_viewport_size({"width": width, "height": 900})
    context.close()

    assert found == {}
    assert troubles.said == []


@pytest.fixture(scope="module")
def spoken_paths(
    browser: Browser, served: Served, signed_in: Path, paths: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """All pages, also those that say what is wrong: of files that are not clear or hold no rows, of mappings, of imports."""
    folder = tmp_path_factory.mktemp("files")
    files = {"unclear.csv": UNCLEAR_FILE.encode(), "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    context = browser.new_context(storage_state=signed_in)
    page, found = context.new_page(), {}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        page.goto(served.address + PAGES["sources"])
        page.set_input_files("#files", folder / name)
        page.wait_for_url("**/sources/uploads/**")
        found[name] = page.url.removeprefix(served.address)
    page.goto(served.address + PAGES["dashboards"])
    found["dashboard"] = str(page.locator(FROM_DASHBOARDS).first.get_attribute("href"))
    context.close()
    return {**paths, **SPOKEN, **found, **json.loads(served.leave("tests.browser.troubled"))}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_english_is_left(
    browser: Browser, served: Served, signed_in: Path, spoken_paths: dict[str, str], language: str
) -> None:
    untranslated = dict(_translatable(LANGUAGES[language]))
    data = _texts_of_data()
    context = browser.new_context(storage_state=signed_in, locale=language)
    context.add_cookies([{"name": "rapport_language", "value": language, "url": served.address}])
    page, found = context.new_page(), {}

    for name, path in spoken_paths.items():
        page.goto(served.address + path)
        settle(page)
        assert page.locator("html").get_attribute("lang") == language, name
        said = texts(page) - data - NAMES_OF_DATA
        if english := sorted(text for text in said if text in untranslated or ENGLISH.search(_without(data, text))):
            found[name] = english
    context.close()

    assert found == {}


def _without(data: set[str], text: str) -> str:
    for name in data:
        text = text.replace(name, "")
    return text


def _texts_of_data() -> set[str]:
    """Return what the simulated company calls its things."""
    trees = (ast.parse(path.read_text()) for path in DEMO.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if " " in text}


def _translatable(folder: str) -> Iterator[tuple[str, str]]:
    """Yield every text that reads otherwise in that language."""
    with (LOCALE / folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        source = str(message.id[0] if isinstance(message.id, tuple | list) else message.id)
        target = str(message.string[0] if isinstance(message.string, tuple | list) else message.string)
        if source and re.search(r"[a-z]{3}", source) and source != target:
            yield " ".join(source.split()), target


def settle(page: Page) -> None:
    """Wait until what a page loads after it has opened is there. Streams never end, so not for a quiet network."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.querySelector('.htmx-request, [hx-trigger~=load].skeleton')")
    page.wait_for_timeout(150)
