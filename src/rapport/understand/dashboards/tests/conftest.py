from collections.abc import Iterator

import pytest
from django.test import Client

from rapport.accounts.public import Member, Role, Workspace
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.core.home import Home
from rapport.record.store.public import close_all, current_store
from rapport.understand.dashboards.public import (
    Dashboard,
    DashboardDraft,
    Size,
    add_dashboard,
    add_note,
    add_view_tile,
    get_dashboard,
)
from rapport.understand.metrics.tests.golden import surveys
from rapport.understand.metrics.tests.streams import fill, happened
from rapport.understand.views.public import ViewDraft, add_view

MAY = "from=2017-05-01&to=2017-05-31&compare=none"
SHOPS = ("กรุงเทพฯ ที่หนึ่ง", "臺北信義店", "Žvėryno g. 5")
_VISITS = tuple(
    happened("page_viewed", f"2017-05-{day:02} 10:00", 200 + day, channel="web", dimensions={"shop": SHOPS[day % 3]})
    for day in range(1, 22)
)


@pytest.fixture
def filled(home: Home, workspace: Workspace) -> Iterator[Workspace]:
    """Alice's workspace, whose own store holds the surveys of May 2017 and visits of three shops."""
    (home.path / "workspaces" / workspace.slug).mkdir(parents=True)
    fill(current_store(workspace.slug), (*surveys.STREAM, *_VISITS))
    yield workspace
    close_all()


@pytest.fixture
def analyst(filled: Workspace, client: Client) -> Member:
    """An analyst of Alice's workspace, signed in."""
    member = make_member(filled, Role.ANALYST)
    sign_in(client, member)
    return member


@pytest.fixture
def board(filled: Workspace) -> Dashboard:
    """A dashboard with every form of a result, a note, and a view that cannot be asked."""
    made = add_dashboard(filled, DashboardDraft("Every Monday", "ลูกค้า 客戶"))
    for name, query in (
        ("NPS", f"metric=nps&{MAY}"),
        ("By week", f"metric=nps&grain=week&{MAY}"),
        ("By channel and week", f"metric=nps&by=channel&grain=week&{MAY}"),
        ("By shop", f"metric=interactions&by=shop&where=kind %3D page_viewed&{MAY}"),
        ("Days", f"metric=interactions&grain=day&as=bars&{MAY}"),
        ("Grid", f"metric=nps&by=country&and=channel&{MAY}"),
        ("Table", "metric=nps&by=country&as=table&from=2017-05-11&to=2017-05-20"),
        ("Broken", "metric=nps&segment=gone"),
    ):
        view = add_view(filled, ViewDraft(name, query))
        add_view_tile(filled, made.id, view_id=view.id, size=Size(6, 2))
    add_note(filled, made.id, "The second warehouse closed. คลังสินค้าปิด 倉庫關閉")
    return get_dashboard(filled, made.id)
