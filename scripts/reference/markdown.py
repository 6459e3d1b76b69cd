"""Pieces of Markdown."""

from collections.abc import Iterable, Iterator, Mapping


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Give a table, and the empty line behind it."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def code(text: str) -> str:
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    return ", ".join(map(code, texts))


def block(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def told(known: Iterable[str], meanings: Mapping[str, str], what: str) -> dict[str, str]:
    """Return the meaning of each known name; stop where one is not told, or one is told that does not exist.

    This is what keeps a page whole: whoever adds a name to the code has to say here what it means.
    """
    names = list(known)
    missing, gone = [name for name in names if name not in meanings], sorted(set(meanings) - set(names))
    if missing or gone:
        raise SystemExit(f"The reference of {what}: say what these mean: {missing}; these are gone: {gone}.")
    return {name: meanings[name] for name in names}
