"""The Python client against a live server."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pandas as pd
import pytest
from pytest_django.live_server_helper import LiveServer

from rapport.accounts.public import SCOPES, Role, Workspace, create_api_key
from rapport.accounts.tests.factories import make_member
from rapport.client import (
    Client,
    ConflictError,
    Delivery,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    ServerError,
    UnauthorizedError,
    UnreachableError,
)
from rapport.client.connection import Connection, written
from rapport.core.home import Home
from rapport.record.store.public import close_all
from rapport.serve.api.openapi import endpoints
from rapport.serve.api.tests.shop import answered, digesting

ROWS: list[dict[str, Any]] = [
    answered(number, score=number % 11, month=month, country=("LV", "TH")[number % 2]) for month in (1, 2) for number in range(20)
]
CSV = "date,email,nps\n" + "".join(
    f"2026-03-{1 + number % 28:02},eve{number}@example.com,{number % 11}\n" for number in range(40)
)


@pytest.fixture
def shop(live_server: LiveServer, workspace: Workspace, home: Home, settings: Any) -> Iterator[Client]:
    """A client of a workspace whose deliveries are stored at once, as a running server does it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    close_all()
    key = create_api_key(workspace, "notebook", [scope.key for scope in SCOPES], requests_per_minute=100_000)
    with Client(live_server.url, key) as client, digesting(workspace):
        yield client
    close_all()


@pytest.mark.django_db(transaction=True)
def test_a_notebook_gets_figures_as_a_frame(shop: Client) -> None:
    delivery = shop.interactions.add(iter([*ROWS[:3], {"kind": "eaten"}, *ROWS[3:]]), source="shop", wait=True)

    frame = shop.ask("nps", every="month", by="country")
    answer = shop.answer("nps", first="2026-02", last="2026-02", compare="previous")

    assert isinstance(delivery, Delivery)
    assert (delivery.accepted, [each["index"] for each in delivery.rejects]) == (40, [3])
    assert list(frame.columns) == ["month", "country", "value", "low", "high", "n", "n_eff", "suppressed"]
    assert list(frame["month"].unique()) == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-02-01")]
    assert frame["n"].sum() == 40
    assert frame.attrs["metric"] == "nps"
    assert frame.attrs["unit"] == "points"
    assert frame.attrs["warnings"] == []
    assert answer.value == shop.ask("nps", first="2026-02", last="2026-02")["value"][0]
    assert answer.comparison is not None
    assert list(answer.comparison_to_frame()["verdict"]) == [answer.comparison["rows"][0]["verdict"]]
    with pytest.raises(InvalidError, match="There is no metric called 'happiness'"):
        shop.ask("happiness")
    _without_pandas(shop)


def _without_pandas(shop: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "pandas", None)
        rows = shop.ask("nps", every="month")
    assert [row["month"] for row in rows] == ["2026-01-01", "2026-02-01"]
    assert {"value", "low", "high", "n", "n_eff", "suppressed"} <= rows[0].keys()


@pytest.mark.django_db(transaction=True)
def test_there_is_a_method_for_every_endpoint(shop: Client, workspace: Workspace, tmp_path: Path) -> None:
    asked: set[tuple[str, str]] = set()
    shop._connection._http.event_hooks["request"].append(lambda sent: asked.add((sent.method, sent.url.path)))
    member = make_member(workspace, Role.AGENT)
    file = tmp_path / "answers.csv"
    file.write_text(CSV)

    _use_everything(shop, member.id, file)

    missing = [
        f"{endpoint.method} {endpoint.path}"
        for endpoint in endpoints()
        if (endpoint.method, endpoint.path) != ("GET", "/ask")  # the client asks with a body
        and not any(method == endpoint.method and _fits(path, endpoint.path) for method, path in asked)
    ]
    assert missing == []


def _fits(path: str, template: str) -> bool:
    return re.fullmatch(re.sub("{.+?}", "[^/]+", template.replace("{tag}", ".+")), path.removeprefix("/api/v1")) is not None


def _use_everything(shop: Client, member: int, file: Path) -> None:
    shop.interactions.add(ROWS, source="shop", wait=True)
    [row, *_] = shop.interactions.list(kinds=["survey_answered"], first="2026-01", channels=["survey"])
    assert shop.interactions.get(row["id"])["interaction"] == row
    assert len(list(shop.interactions.list(sources=["shop"]))) == 40
    assert "survey_answered" in {kind["key"] for kind in shop.interactions.kinds()}
    assert shop.who_am_i()["workspace"]["slug"] == "alice"
    assert shop.metric("nps") in shop.metrics()
    assert shop.answer("interactions").value == 40
    assert "changes" in shop.changes(first="2026-02", last="2026-02", metrics=["nps"], by=["country"])
    _use_people(shop)
    _use_what_is_kept(shop)

    assert shop.imports.preview(file)["would_store"] == 40
    upload = shop.imports.start(file, source="more", wait=False)
    assert shop.imports.upload(upload["id"]) in shop.imports.uploads()
    assert shop.imports.stop(upload["id"])["state"] == "draft"
    shop.imports.forget(upload["id"])
    shop.interactions.add([{"kind": "eaten"}], source="shop")
    assert [each["reason"] for each in shop.rejects.list()] == ["invalid"]
    assert [each["rows"] for each in shop.rejects.groups()] == [1]
    assert b"invalid" in shop.rejects.export()
    replay = shop.rejects.replay(source="shop")
    assert shop.imports.get(replay)["id"] in {each["id"] for each in shop.imports.list()}
    assert shop.imports.presets()

    shop.settings.change({"zone": "Europe/Riga"})
    assert shop.settings.values()["zone"] == "Europe/Riga"
    assert shop.members.give_role(member, "viewer") in shop.members.list()
    shop.members.remove(member)
    invitation = shop.members.invite("new@example.com", "agent")
    assert [each["id"] for each in shop.members.invitations()] == [invitation["id"]]
    shop.members.withdraw(invitation["id"])
    assert next(shop.audit(action="member.withdraw"))["actor"].startswith("key:notebook")
    [key] = shop.keys.list()
    shop.keys.revoke(key["id"])
    with pytest.raises(UnauthorizedError):
        shop.who_am_i()


def _use_people(shop: Client) -> None:
    one, other, *_ = (person["id"] for person in shop.people.list(where="country = LV", sort="name", order="asc"))
    assert shop.people.find("person3@example.com")[0]["name"] == "Person 3"
    merge = shop.people.merge(one, other, reason="same")
    assert [each["id"] for each in shop.people.merges(one)] == [merge["id"]]
    assert len(list(shop.people.timeline(merge["kept"]))) == 4
    shop.people.unmerge(merge["kept"], merge["id"])
    note = shop.people.note(one, "Calls in the morning.")
    assert shop.people.notes(one) == [note]
    shop.people.delete_note(one, note["id"])
    assert shop.people.tag(one, "a/b c") in shop.people.tags(one)
    shop.people.untag(one, "a/b c")
    shop.interactions.wait_for(shop.people.say(one, {"plan": "pro"}))
    assert shop.people.traits(one)["plan"]["value"] == "pro"
    shop.interactions.wait_for(shop.people.consent(one, "marketing", "given"))
    assert shop.people.consents(one)["current"]["marketing"]["status"] == "given"
    shop.people.suppress("email", "person1@example.com")
    assert shop.people.is_suppressed("email", "person1@example.com")
    shop.people.lift_suppression("email", "person1@example.com")
    assert json.loads(shop.people.export(one))["id"] == shop.people.get(one)["id"]
    assert shop.people.erase(one)["person_id"] == one
    with pytest.raises(NotFoundError):
        shop.people.get(one)


def _use_what_is_kept(shop: Client) -> None:
    segment = shop.segments.make("Latvia", "country = LV")
    assert shop.segments.change(segment["key"], "Thailand", "country = TH") == shop.segments.get(segment["key"])
    assert [each["name"] for each in shop.segments.list()] == ["Thailand"]
    shop.segments.delete(segment["key"])
    view = shop.views.save("NPS", "metric=nps")
    assert shop.views.change(view["id"], "NPS by country", "metric=nps&by=country") == shop.views.get(view["id"])
    dashboard = shop.dashboards.make("Monday")["id"]
    first, second = shop.dashboards.add_view(dashboard, view["id"]), shop.dashboards.add_note(dashboard, "Look.")
    assert shop.dashboards.arrange(dashboard, [second["id"], first["id"]])["tiles"][0] == second
    shop.dashboards.remove_tile(dashboard, second["id"])
    assert shop.dashboards.change(dashboard, "Tuesday") == shop.dashboards.get(dashboard) == shop.dashboards.list()[0]
    assert shop.dashboards.pdf(dashboard).startswith(b"%PDF")
    shop.dashboards.delete(dashboard)
    assert shop.views.list() == [shop.views.get(view["id"])]
    shop.views.delete(view["id"])
    note = shop.annotations.write(date(2026, 1, 12), "Sale", last="2026-01-14", kind="campaign")
    assert shop.annotations.change(note["id"], "2026-01-12", "Big sale") == shop.annotations.get(note["id"])
    assert len(shop.annotations.list(first=date(2026, 1, 1))) == 1
    shop.annotations.delete(note["id"])


@pytest.mark.django_db(transaction=True)
def test_a_key_without_the_scope_is_told_so(live_server: LiveServer, workspace: Workspace, home: Home) -> None:
    with Client(live_server.url, create_api_key(workspace, "small", ["read:figures", "manage:settings"])) as client:
        with pytest.raises(ForbiddenError, match="read:people"):
            client.people.get(1)
        with pytest.raises(InvalidError, match="minimum_cell"):
            client.settings.change({"minimum_cell": "x"})


class FarSide:
    """A server that answers as it is told, and remembers what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.waited: list[float] = []

    def connection(self) -> Connection:
        connection = Connection("https://cx.example.com/", "rpt_x", sleep=self.waited.append)
        connection._http = httpx.Client(base_url="https://cx.example.com/api/v1", transport=httpx.MockTransport(self._answer))
        return connection

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def problem(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"detail": "Later.", "status": status}, headers=headers)


def test_what_is_sent_again_is_sent_under_the_same_name() -> None:
    far = FarSide(
        problem(429, **{"Retry-After": "7"}), problem(503), httpx.ConnectError("gone"), problem(409, **{"Retry-After": "2"}),
        httpx.Response(201, json={"id": 1}),
    )  # fmt: skip

    assert far.connection().post("/annotations", {"text": "x"}) == {"id": 1}

    assert len({request.headers["Idempotency-Key"] for request in far.asked}) == 1
    assert (far.waited[0], far.waited[3]) == (7.0, 2.0)
    assert all(0 < waited < 2 for waited in far.waited[1:3])


def test_what_trying_again_does_not_help_is_raised_at_once() -> None:
    for answer, error in (
        (problem(409), ConflictError),
        (problem(500), ServerError),
        (problem(429, **{"Retry-After": "3600"}), ServerError),
        (httpx.Response(502 - 100, text="no JSON"), InvalidError),
    ):
        far = FarSide(answer)
        with pytest.raises(error):
            far.connection().get("/metrics")
        assert (far.waited, len(far.asked)) == ([], 1)


def test_a_server_that_does_not_answer_is_given_up_on() -> None:
    far = FarSide(*[httpx.ConnectTimeout("slow")] * 5)

    with pytest.raises(UnreachableError, match="does not answer"):
        far.connection().get("/metrics")

    assert len(far.waited) == 4


def test_an_error_says_what_to_do_and_where() -> None:
    said = {"detail": "2 things are wrong.", "errors": [{"pointer": "#/text", "detail": "A text is needed."}]}
    far = FarSide(httpx.Response(422, json=said))

    with pytest.raises(InvalidError, match=r"2 things are wrong\.\n#/text: A text is needed\.") as raised:
        far.connection().post("/annotations", {})
    assert (raised.value.status, raised.value.problem) == (422, said)


def test_values_of_notebooks_can_be_sent() -> None:
    frame = pd.DataFrame({"n": [1], "x": [1.5]})

    assert written(datetime(2026, 1, 31, 12, tzinfo=UTC)) == "2026-01-31T12:00:00+00:00"
    assert [written(Decimal("5")), written(Decimal("1.5")), written(frame["n"][0])] == [5, 1.5, 1]
    with pytest.raises(TypeError, match="set cannot be sent"):
        written({1})
