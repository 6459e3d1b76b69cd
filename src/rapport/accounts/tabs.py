"""The tabs of the settings: each package with a page of settings offers its own, in `settings_tabs.py` under `ITEMS`."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from rapport.accounts.roles import Member, Permission
from rapport.accounts.workspace import Workspace
from rapport.core.registry import Registry


@dataclass(frozen=True, slots=True)
class SettingsTab:
    """A page of the settings.

    Parameters
    ----------
    key : unique, lower case.
    label : translated lazily (`gettext_lazy`).
    url_name : reversed with `workspace=`.
    order : tabs are sorted by it.
    permission : who may open it.
    """

    key: str
    label: str | Promise
    url_name: str
    order: int
    permission: Permission


TABS: Registry[SettingsTab] = Registry(
    "settings tab", SettingsTab, attribute="ITEMS", module_name="settings_tabs", entry_points="rapport.settings_tabs"
)


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab as one request sees it."""

    label: str
    url: str
    is_current: bool


def shown_tabs(request: HttpRequest, workspace: Workspace, member: Member) -> list[ShownTab]:
    """Return the tabs that the member may open, in order."""
    tabs = sorted((tab for tab in TABS.values() if member.may(tab.permission)), key=lambda tab: tab.order)
    urls = {tab: url for tab in tabs if (url := _url(tab, workspace.slug))}
    return [ShownTab(str(tab.label), url, request.path.startswith(url)) for tab, url in urls.items()]


def _url(tab: SettingsTab, slug: str) -> str:
    """Return the address of a page; "" where its package is not routed."""
    try:
        return reverse(tab.url_name, kwargs={"workspace": slug})
    except NoReverseMatch:
        return ""
