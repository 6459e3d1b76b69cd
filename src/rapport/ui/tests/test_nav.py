"""Which entries of the sidebar a member sees, and which of them is the page's."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from rapport.ui import nav
from rapport.ui.nav import NAV, NavItem, nav_links


def page(request: HttpRequest, workspace: str) -> HttpResponse:
    return HttpResponse(workspace)


urlpatterns = [
    path(f"w/<slug:workspace>/{name}", page, name=name.strip("/") or "overview") for name in ("", "people/", "metrics/")
]
ITEMS = {
    item.key: item
    for item in (
        NavItem(key="people", label="People", icon="users", url_name="people", order=30, permission="SEE_PEOPLE"),
        NavItem(key="overview", label="Overview", icon="home", url_name="overview", order=10),
        NavItem(key="metrics", label="Metrics", icon="ruler", url_name="metrics", order=20, permission="SEE_FIGURES"),
        NavItem(key="later", label="Later", icon="clock", url_name="not-routed-yet", order=5),
    )
}


@pytest.fixture(autouse=True)
def entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(nav, "NAV", ITEMS)
    with override_settings(ROOT_URLCONF=__name__):
        yield


def request(address: str, *permissions: str) -> HttpRequest:
    made = RequestFactory().get(address)
    made.workspace = SimpleNamespace(slug="alice")  # type: ignore[attr-defined]  # as `page` sets it
    made.member = SimpleNamespace(permissions=[SimpleNamespace(name=name) for name in permissions])  # type: ignore[attr-defined]
    return made


def test_entries_stand_in_order_without_those_that_may_not_be_opened_or_do_not_exist() -> None:
    assert [link.key for link in nav_links(request("/w/alice/", "SEE_FIGURES"))] == ["overview", "metrics"]
    assert [link.key for link in nav_links(request("/w/alice/", "SEE_FIGURES", "SEE_PEOPLE"))] == [
        "overview",
        "metrics",
        "people",
    ]


@pytest.mark.parametrize(
    ("address", "current"),
    [("/w/alice/", ["overview"]), ("/w/alice/people/", ["people"]), ("/w/alice/people/7/", ["people"]), ("/w/alice/audit/", [])],
)
def test_the_entry_above_the_page_is_the_current_one(address: str, current: list[str]) -> None:
    links = nav_links(request(address, "SEE_FIGURES", "SEE_PEOPLE"))

    assert [link.key for link in links if link.is_current] == current


def test_outside_of_a_workspace_there_are_no_entries() -> None:
    assert nav_links(RequestFactory().get("/")) == []


def test_every_package_offers_proper_entries() -> None:
    NAV.check()

    assert {item.section for item in NAV.values()} <= {"main", "foot"}
