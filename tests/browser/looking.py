"""What is looked at on every page: errors of the console, accessibility, width, language."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = f"""axe.run(document, {{runOnly: {RULES}, resultTypes: ["violations"]}}).then((found) => JSON.stringify(
  found.violations.map((each) => `${{each.id}}: ${{each.help}} ${{each.nodes.slice(0, 3).map((node) => node.target).join(" ")}}`)
))"""
TEXTS = """() => {
  const said = "script, style, code, pre, textarea, [data-said], [translate=no], [dir=auto][lang], button[lang]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim().replace(/\\s+/g, " ");
    if (text && parent && !parent.closest(said)) texts.add(text);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"])
      if (element.getAttribute(name)) texts.add(element.getAttribute(name).trim());
  return [...texts];
}"""


@dataclass(slots=True)
class Troubles:
    """What a page complains of while it is looked at."""

    said: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: self.said.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(f"{message.location.get('url', '')}: {message.text}")


def violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA. The page's own policy lets no script in, so it runs beside the page's."""
    if not AXE.exists():
        raise AssertionError("axe is not there: run python scripts/build_frontend.py first.")
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    tree = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": tree, "worldName": "axe"})["executionContextId"]
    session.send("Runtime.evaluate", {"expression": AXE.read_text(), "contextId": world})
    answer: dict[str, Any] = session.send(  # Any: the protocol's
        "Runtime.evaluate", {"expression": RUN_AXE, "contextId": world, "awaitPromise": True}
    )
    session.detach()
    assert "value" in answer["result"], answer
    return [str(each) for each in json.loads(answer["result"]["value"])]


def overflow(page: Page) -> int:
    """Return how many pixels the page is wider than the screen."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def texts(page: Page) -> set[str]:
    """Return what stands on the page, without what people have said, each in their language, and what programs are called."""
    return set(page.evaluate(TEXTS))
