"""The entries of the sidebar: each package with pages offers its own, in `nav.py` under `ITEMS`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from rapport.core.registry import Registry


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page that the sidebar leads to.

    Parameters
    ----------
    key : unique, lower case.
    label : translated lazily (`gettext_lazy`).
    icon : a name of the icon set.
    url_name : reversed with `workspace=`; while no such page is routed, the entry is hidden.
    order : entries are sorted by it; the first four stand in the bottom bar of a small screen.
    permission : name of the permission that its page asks for; empty = any member.
    section : "main", or "foot" for what stands at the lower end (settings).
    """

    key: str
    label: str | Promise
    icon: str
    url_name: str
    order: int
    permission: str = ""
    section: str = "main"


NAV: Registry[NavItem] = Registry("navigation entry", NavItem, attribute="ITEMS", module_name="nav", entry_points="rapport.nav")


@dataclass(frozen=True, slots=True)
class NavLink:
    """A navigation entry as one request sees it."""

    key: str
    label: str
    icon: str
    url: str
    section: str
    is_current: bool


class _Permission(Protocol):
    name: str


class _Member(Protocol):
    permissions: Collection[_Permission]


def nav_links(request: HttpRequest) -> list[NavLink]:
    """Return the entries that the member may open, in order; empty outside a workspace."""
    workspace = getattr(request, "workspace", None)
    if workspace is None:
        return []
    allowed = {permission.name for permission in _permissions(request)}
    urls = {
        item: url
        for item in sorted(NAV.values(), key=lambda item: (item.order, item.key))
        if (not item.permission or item.permission in allowed) and (url := _url(item, workspace.slug))
    }
    current = _current(request.path, list(urls.values()))
    return [NavLink(item.key, str(item.label), item.icon, url, item.section, url == current) for item, url in urls.items()]


def _permissions(request: HttpRequest) -> Collection[_Permission]:
    member = getattr(request, "member", None)
    return () if member is None else cast(_Member, member).permissions


def _url(item: NavItem, workspace: str) -> str:
    try:
        return reverse(item.url_name, kwargs={"workspace": workspace})
    except NoReverseMatch:
        return ""


def _current(path: str, urls: list[str]) -> str:
    """The longest address that the path lies under: the overview's is the beginning of all others."""
    above = [url for url in urls if path.startswith(url)]
    if not above:
        return ""
    longest = max(above, key=len)
    shortest = min(urls, key=len)
    return "" if longest == shortest and path != shortest else longest
