"""What a workspace hides does not reach its store, and what came in twice is still known."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.accounts.public import Workspace, change_setting
from rapport.core.interaction import Identifier
from rapport.record.digest.tests.digesting import DANA, Record, new_batch, open_record, placed
from rapport.spool.public import BatchResult

ADDRESS = "203.0.113.77"
CARD = "4111 1111 1111 1111"


@pytest.fixture
def hiding(workspace: Workspace, tmp_path: Path) -> Iterator[Record]:
    """A record of a workspace that shortens addresses and hides cards and e-mail addresses."""
    change_setting("alice", "ip_addresses", "shorten")
    made = open_record(change_setting("alice", "masks", "cards,emails"), tmp_path / "alice")
    yield made
    made.store.close()
    made.spool.close()


def test_addresses_lose_their_end_wherever_they_stand(hiding: Record) -> None:
    visitor = (Identifier(type="anonymous_id", value=ADDRESS),)
    seen = placed(
        f"{ADDRESS}-1",
        identifiers=visitor,
        url=f"http://{ADDRESS}/a",
        text=f"from {ADDRESS}",
        session_id=f"s {ADDRESS}",
        dimensions={"host": ADDRESS},
        properties={"address": ADDRESS, "seen": ["12:30:45", {"by": "2001:db8:1:2::3"}], "bytes": 12},
        traits={"last_address": ADDRESS},
    )

    hiding.deliver(new_batch(seen))

    [(url, text, host, properties, source_id, session)] = hiding.stored("url, text, d_host, properties, source_id, session_id")
    assert (url, text, host) == ("http://203.0.113.0/a", "from 203.0.113.0", "203.0.113.0")
    assert json.loads(str(properties)) == {"address": "203.0.113.0", "seen": ["12:30:45", {"by": "2001:db8:1::"}], "bytes": 12}
    assert hiding.store.query("SELECT text_value FROM traits").rows == [("203.0.113.0",)]
    assert str(source_id).startswith("ip-")
    assert str(session).startswith("s ip-")
    assert ADDRESS not in _everything(hiding)


def test_visitors_known_by_their_address_stay_told_apart(hiding: Record) -> None:
    visits = [
        placed(name, identifiers=(Identifier(type="anonymous_id", value=address),))
        for name, address in [("a", ADDRESS), ("b", ADDRESS), ("c", "203.0.113.78")]
    ]

    hiding.deliver(new_batch(*visits))

    people = hiding.people()
    assert people["a"] == people["b"] != people["c"]


def test_texts_are_masked_and_who_wrote_them_is_still_known(hiding: Record) -> None:
    said = placed("a", text=f"Pay {CARD}, dana@example.com", properties={"note": CARD, "card": 4111111111111111, "at": 7})

    hiding.deliver(new_batch(said))

    [(text, properties)] = hiding.stored("text, properties")
    assert text == "Pay [card], [e-mail]"
    assert json.loads(str(properties)) == {"note": "[card]", "card": "[card]", "at": 7}
    assert hiding.people()["a"] is not None
    assert DANA[0].value == "dana@example.com"


def test_what_was_stored_before_a_setting_was_changed_is_known_when_it_comes_again(workspace: Workspace, tmp_path: Path) -> None:
    again = new_batch(placed(f"{ADDRESS}-1", text=CARD))
    before = open_record(workspace, tmp_path / "alice")
    before.deliver(again)
    before.store.close()
    change_setting("alice", "masks", "cards")
    after = open_record(change_setting("alice", "ip_addresses", "remove"), tmp_path / "alice")

    after.deliver(again)

    assert after.results() == BatchResult(0, 1, 1)
    after.store.close()
    after.spool.close()
    before.spool.close()


def test_by_default_everything_is_kept_as_it_came(workspace: Workspace, tmp_path: Path) -> None:
    record = open_record(workspace, tmp_path / "alice")

    record.deliver(new_batch(placed("a", text=f"{CARD} {ADDRESS}")))

    assert record.stored("text") == [(f"{CARD} {ADDRESS}",)]
    record.store.close()
    record.spool.close()


def _everything(record: Record) -> str:
    tables = ("interactions", "traits")
    return " ".join(str(record.store.query(f"SELECT * FROM {table}").rows) for table in tables)
