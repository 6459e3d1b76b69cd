"""The pages of dashboards, as a browser asks for them."""

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from rapport.accounts.public import Member, Role, Workspace, audit_log
from rapport.accounts.tests.factories import make_member, sign_in
from rapport.understand.dashboards.public import (
    Dashboard,
    DashboardDraft,
    Every,
    Rhythm,
    add_dashboard,
    add_note,
    get_dashboard,
    get_delivery,
    list_dashboards,
)
from rapport.understand.views.public import list_views


@pytest.fixture
def address(board: Dashboard) -> str:
    return f"/w/alice/dashboards/{board.id}/"


def test_a_dashboard_is_made_renamed_duplicated_and_deleted(client: Client, analyst: Member, filled: Workspace) -> None:
    assert "No dashboards yet" in client.get("/w/alice/dashboards/").content.decode()
    made = client.post("/w/alice/dashboards/add/", {"name": "Weekly"}, follow=True)
    [weekly] = list_dashboards(filled)
    assert "Add a note" in made.content.decode()

    address = f"/w/alice/dashboards/{weekly.id}/"
    client.post(address + "change/", {"name": "Every week", "description": "for all"})
    client.post(address + "duplicate/")
    assert [board.name for board in list_dashboards(filled)] == ["Every week", "Every week (copy)"]
    client.post(address + "delete/")
    assert "Every week (copy)" in client.get("/w/alice/dashboards/").content.decode()
    assert client.get(address).status_code == 404


def test_tiles_come_one_by_one_until_their_answers_are_at_hand(
    client: Client, analyst: Member, board: Dashboard, address: str
) -> None:
    first = client.get(address).content.decode()
    assert first.count('hx-trigger="load"') == 7

    tiles = {tile.id: client.get(f"{address}tiles/{tile.id}/").content.decode() for tile in board.tiles}
    shown = "".join(tiles.values())
    for expected in ("30.0", 'data-island="chart"', "shade-8", "cell", "no segment called", "second warehouse"):
        assert expected in shown.replace("&#x27;", "'")

    second = client.get(address).content.decode()
    assert 'hx-trigger="load"' not in second
    assert "shade-8" in second


def test_the_period_of_the_address_takes_the_place_of_the_views_own_and_can_be_kept(
    client: Client, analyst: Member, filled: Workspace, board: Dashboard, address: str
) -> None:
    asked = "from=2017-05-01&to=2017-05-10"

    assert "62.5" in client.get(f"{address}tiles/{board.tiles[0].id}/?{asked}").content.decode()
    assert "Keep this period" in client.get(f"{address}?{asked}").content.decode()

    client.post(address + "period/", {"from": "2017-05-01", "to": "2017-05-10"})
    assert get_dashboard(filled, board.id).period == asked
    assert "62.5" in client.get(f"{address}tiles/{board.tiles[0].id}/").content.decode()
    assert "30.0" in client.get(f"{address}tiles/{board.tiles[0].id}/?period=own").content.decode()


def test_tiles_are_arranged_by_drag_and_by_buttons(
    client: Client, analyst: Member, filled: Workspace, board: Dashboard, address: str
) -> None:
    first, second, *others = (tile.id for tile in board.tiles)

    client.post(address + "arrange/", {"order": [second, first, *others]})
    client.post(f"{address}tiles/{first}/change/", {"do": "wider"})
    client.post(f"{address}tiles/{first}/change/", {"do": "taller"})
    client.post(f"{address}tiles/{first}/change/", {"do": "later"})
    arranged = get_dashboard(filled, board.id)
    assert [tile.id for tile in arranged.tiles][:3] == [second, others[0], first]
    assert (arranged.tiles[2].size.width, arranged.tiles[2].size.height) == (8, 3)

    client.post(f"{address}tiles/{first}/change/", {"title": "How we stand", "shape": "table"})
    assert "How we stand" in client.get(f"{address}tiles/{first}/").content.decode()
    client.post(f"{address}tiles/{first}/remove/")
    assert first not in [tile.id for tile in get_dashboard(filled, board.id).tiles]


def test_notes_and_views_are_put_on(client: Client, analyst: Member, filled: Workspace, board: Dashboard, address: str) -> None:
    view = list_views(filled)[0]

    client.post(address + "tiles/add/", {"text": "Remember the campaign"})
    client.post(address + "tiles/add/", {"view": view.id})

    *_others, note, tile = get_dashboard(filled, board.id).tiles
    assert (note.text, tile.view_id) == ("Remember the campaign", view.id)
    assert "Remember the campaign" in client.get(f"{address}?edit=1").content.decode()


def test_what_is_explored_is_saved_and_put_on_a_dashboard_at_once(client: Client, analyst: Member, filled: Workspace) -> None:
    form = client.get("/w/alice/dashboards/choose/?name=NPS&query=metric%3Dnps").content.decode()
    assert 'value="metric=nps"' in form

    client.post("/w/alice/dashboards/put/", {"name": "NPS", "query": "metric=nps", "new_name": "Weekly"})

    [weekly] = list_dashboards(filled)
    [view] = list_views(filled)
    assert (weekly.name, view.query, weekly.tiles[0].view_id) == ("Weekly", "metric=nps", view.id)


def test_a_dashboard_is_downloaded_as_pdf_and_the_audit_log_says_by_whom(
    client: Client, analyst: Member, filled: Workspace, address: str
) -> None:
    report = client.get(address + "report.pdf")

    assert report["Content-Type"] == "application/pdf"
    assert report.content.startswith(b"%PDF-")
    entry = next(entry for entry in audit_log(filled.slug) if entry.action == "dashboard.export")
    assert entry.actor == f"user:{analyst.email}"


def test_the_form_says_when_a_dashboard_is_sent(
    client: Client, analyst: Member, filled: Workspace, board: Dashboard, address: str
) -> None:
    said = {"is_on": "on", "every": "month", "hour": "9", "weekday": "0", "day": "31", "to": [analyst.user_id, 999_999]}

    client.post(address + "delivery/", said)

    delivery = get_delivery(filled, board.id)
    assert delivery is not None
    assert (delivery.is_on, delivery.rhythm, delivery.user_ids) == (True, Rhythm(Every.MONTH, hour=9, day=31), (analyst.user_id,))
    refused = client.post(address + "delivery/", {**said, "to": []}, follow=True)
    assert "at least one member" in refused.content.decode()
    client.post(address + "delivery/", {"every": "week", "hour": "25"})
    assert get_delivery(filled, board.id) == delivery


def test_send_me_one_now_hands_it_to_a_job(
    client: Client,
    analyst: Member,
    board: Dashboard,
    address: str,
    settings: Settings,
) -> None:
    settings.EMAIL_IS_CONFIGURED = False
    assert "No mail server" in client.post(address + "send/", follow=True).content.decode()
    settings.EMAIL_IS_CONFIGURED = True
    client.post(address + "send/")

    assert [message.to for message in mail.outbox] == [[analyst.email]]


def test_a_viewer_looks_but_changes_nothing(client: Client, filled: Workspace, board: Dashboard, address: str) -> None:
    sign_in(client, make_member(filled, Role.VIEWER))
    tile = board.tiles[0].id

    page = client.get(address + "?edit=1").content.decode()

    assert "Every Monday" in page
    assert "data-post" not in page
    assert client.get(f"{address}tiles/{tile}/").status_code == 200
    for path in (
        "change/",
        "delete/",
        "duplicate/",
        "period/",
        "delivery/",
        "arrange/",
        "tiles/add/",
        f"tiles/{tile}/change/",
        f"tiles/{tile}/remove/",
    ):
        assert client.post(address + path).status_code == 403
    assert client.get(address + "report.pdf").status_code == 403


def test_a_dashboard_of_another_workspace_is_not_there(client: Client, analyst: Member, other_workspace: Workspace) -> None:
    theirs = add_dashboard(other_workspace, DashboardDraft("Secret"))
    note = add_note(other_workspace, theirs.id, "secret")

    for path in ("", "report.pdf", f"tiles/{note.id}/"):
        assert client.get(f"/w/alice/dashboards/{theirs.id}/{path}").status_code == 404
    for path in ("delete/", "send/", "delivery/", "arrange/", f"tiles/{note.id}/remove/"):
        assert client.post(f"/w/alice/dashboards/{theirs.id}/{path}").status_code == 404
    assert [tile.text for tile in get_dashboard(other_workspace, theirs.id).tiles] == ["secret"]


def test_hostile_texts_stay_texts(client: Client, analyst: Member, filled: Workspace) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    board = add_dashboard(filled, DashboardDraft(evil, evil))
    note = add_note(filled, board.id, evil)

    for path in ("", f"{board.id}/", f"{board.id}/?edit=1", f"{board.id}/tiles/{note.id}/", f"choose/?name={evil}&query={evil}"):
        assert "<img src=x" not in client.get(f"/w/alice/dashboards/{path}").content.decode()
