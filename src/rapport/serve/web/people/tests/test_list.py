import csv
import io
import re

import pytest
from openpyxl import load_workbook

from rapport.accounts.public import Role, audit_log
from rapport.serve.web.people.tests.scene import HOUR, NOON, Scene, email, happened, user


def fill(scene: Scene, people: int) -> None:
    """Let so many people in: each once, an hour after the one before; every third has bought something."""
    rows = []
    for number in range(people):
        who = (user(f"u{number}"), email(f"person{number}@acme.test"))
        at = NOON + HOUR * number
        rows.append(happened(f"seen-{number}", *who, occurred_at=at, direction="inbound", traits={"name": f"Person {number:03}"}))
        if number % 3 == 0:
            amount = {"order_id": f"o{number}", "amount": 1000 + number, "currency": "EUR"}
            rows.append(happened(f"order-{number}", *who, kind="order_placed", occurred_at=at, direction="inbound", **amount))
    scene.deliver(*rows)


def names(html: str) -> list[str]:
    return re.findall(r'row-link cell-main"[^>]*>([^<]*)<', html)


def next_address(html: str) -> str:
    found = re.search(r'class="more" hx-get="/w/alice/([^"]*)"', html)
    return found[1].replace("&amp;", "&") if found else ""


def test_the_list_goes_on_by_pages_that_miss_and_repeat_nobody(scene: Scene) -> None:
    fill(scene, 120)
    bob = scene.browser(Role.AGENT)

    html = bob.page("people/")
    assert "120 people" in html
    seen = names(html)
    while address := next_address(html):
        html = str(bob.client.get(f"/w/alice/{address}", headers={"HX-Request": "true"}).content.decode())
        assert "<html" not in html
        seen += names(html)

    assert seen == [f"Person {number:03}" for number in reversed(range(120))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "person 007"}, ["Person 007"]),
        ({"q": "person7@acme"}, ["Person 007"]),
        ({"q": "persno 011"}, ["Person 011"]),
        ({"where": "did(order_placed)", "sort": "revenue"}, ["Person 009", "Person 006", "Person 003", "Person 000"]),
        ({"where": "amount > 10.05", "sort": "name", "order": "asc"}, ["Person 006", "Person 009"]),
        ({"where": "not did(order_placed)", "q": "person 010"}, ["Person 010"]),
        ({"q": "nobody of this name"}, []),
    ],
)
def test_search_filter_and_order_work_together(scene: Scene, query: dict[str, str], expected: list[str]) -> None:
    fill(scene, 12)

    assert names(scene.browser().page("people/", query)) == expected


def test_a_search_that_finds_many_goes_on_in_the_order_of_how_well_they_fit(scene: Scene) -> None:
    fill(scene, 50)
    bob = scene.browser(Role.AGENT)

    first = bob.page("people/", {"q": "person"})
    rest = str(bob.client.get(f"/w/alice/{next_address(first)}", headers={"HX-Request": "true"}).content.decode())

    assert "50 of 50 people" in first
    assert len({*names(first), *names(rest)}) == 50


def test_a_filter_that_cannot_be_read_is_explained_and_nothing_fails(scene: Scene) -> None:
    fill(scene, 3)
    alice = scene.browser()

    wrong = alice.page("people/", {"where": "shoe_size = 44"})
    fragment = alice.client.get("/w/alice/people/?where=shoe_size+%3D+44", headers={"HX-Request": "true"}).content.decode()

    for page in (wrong, fragment):
        assert page.count("There is nothing called &#x27;shoe_size&#x27;") == 1
        assert re.search(r'value="shoe_size = 44"[^>]*aria-describedby="people-where-error ', page)
        assert "Waiting for a correct filter" in page
    assert 'id="people-where-field" hx-swap-oob="true"' in fragment
    assert "There is no segment called" in alice.page("people/", {"segment": "nowhere"})
    assert len(names(alice.page("people/", {"behind": "nonsense", "sort": "nonsense", "columns": "nonsense"}))) == 3


def test_columns_can_be_chosen_and_stay_in_the_address(scene: Scene) -> None:
    scene.deliver(happened("a", user("7"), traits={"name": "Dana", "plan": "pro"}))

    html = scene.browser().page("people/", {"columns": "trait.plan,interactions"})

    head = re.findall(r'<th scope="col"[^>]*>\s*(?:<a[^>]*>)?([^<]+)', html)
    assert [text.strip() for text in head] == ["Name", "Plan", "Interactions"]
    assert 'dir="auto">pro</span>' in html
    assert "columns=trait.plan%2Cinteractions" in html


def body_of(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streamed answer


def test_the_whole_list_leaves_as_csv_and_the_log_says_so(scene: Scene) -> None:
    fill(scene, 60)
    scene.deliver(happened("evil", user("=1+1"), traits={"name": "=cmd|'/c calc'!A1", "plan": "@SUM(A1)"}))

    response = scene.browser(Role.ANALYST).get(
        "people/export/", {"columns": "trait.plan,interactions", "sort": "name", "order": "asc"}
    )
    rows = list(csv.DictReader(io.StringIO(body_of(response).decode("utf-8-sig"))))

    assert len(rows) == 61
    assert [row for row in rows if row["Plan"]] == [
        {
            "Person": rows[0]["Person"],
            "Name": "'=cmd|'/c calc'!A1",
            "Address": "'=1+1",
            "Plan": "'@SUM(A1)",
            "Interactions": "1",
        }
    ]
    [entry] = [entry for entry in audit_log("alice") if entry.action == "people.export"]
    assert entry.details["people"] == 61


def test_the_list_leaves_as_a_workbook_without_formulas(scene: Scene) -> None:
    scene.deliver(happened("evil", user("+49"), traits={"name": '=HYPERLINK("http://evil.test")\x08'}))

    response = scene.browser().get("people/export/", {"format": "xlsx", "columns": "interactions"})
    sheet = load_workbook(io.BytesIO(body_of(response))).active

    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:] == ['=HYPERLINK("http://evil.test")', "+49", 1]
    assert {cell.data_type for cell in sheet[2]} == {"n", "s"}


def test_only_who_may_export_is_offered_the_file(scene: Scene) -> None:
    fill(scene, 1)
    bob, vera = scene.browser(Role.AGENT), scene.browser(Role.VIEWER)

    assert "people/export" not in bob.page("people/")
    assert [bob.get("people/export/").status_code, vera.get("people/").status_code] == [403, 403]


def test_an_empty_workspace_says_how_people_come_in(scene: Scene) -> None:
    assert "Nobody is here yet" in scene.browser().page("people/")
