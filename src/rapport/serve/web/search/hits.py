"""What a search finds, where that leads, and how texts are compared with what somebody typed."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from rapport.accounts.public import WorkspaceRequest
from rapport.record.identity.public import fold


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `group` is the heading under which it stands."""

    group: str
    label: str
    hint: str
    href: str
    icon: str


def address(request: WorkspaceRequest, name: str, **arguments: object) -> str:
    """Return the address of a page in this workspace; empty where it is not routed."""
    try:
        return reverse(name, kwargs={"workspace": request.workspace.slug, **arguments})
    except NoReverseMatch:
        return ""


def fits(text: str, *, words: list[str]) -> bool:
    """Tell whether a text holds every word, each at the beginning of a word of its own unless the script has no spaces."""
    folded = fold(text)
    return all(f" {word}" in f" {folded}" or (not word.isascii() and word in folded) for word in words)


def words_typed(text: str) -> list[str]:
    return fold(text).split()
