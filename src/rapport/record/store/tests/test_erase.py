"""Erasing takes out who it was, everywhere, and leaves the counts."""

import json
from urllib.parse import quote

from rapport.record.store.public import ErasedCounts, Move, Store
from rapport.record.store.tests.batches import batch_of, group_of, said

EMAIL = "dana.visitor@example.com"
NEEDLES = [EMAIL, "+37061234567", "cust-10423"]


def everything(store: Store) -> str:
    rows = [store.query(f"SELECT * FROM {table}").rows for table in ("interactions", "traits")]
    return json.dumps(rows, default=str, ensure_ascii=False).lower()


def test_the_persons_rows_stay_and_tell_nothing(store: Store) -> None:
    row = said(
        "order-cust-10423-7",
        kind="order_placed",
        order_id="o7",
        amount=1999,
        currency="EUR",
        score=4.0,
        channel="web",
        product="lamp",
        text=f"Ring me: {EMAIL}",
        url=f"https://example.com/?m={quote(EMAIL)}",
        properties={"name": "Dana Visitor"},
        traits={"name": "Dana Visitor"},
        dimensions={"country": "LT"},
    )
    store.append(group_of(batch_of([row, said("b", text="other")], people=[1, 2], keys=[11, 22])))

    counts = store.erase_person(1, needles=NEEDLES)

    assert counts == ErasedCounts(interactions=1, traits=1, mentions=0)
    (stored,) = store.timeline(1)
    assert (stored.source_id, stored.text, stored.url, stored.properties) == (None,) * 4
    assert (stored.order_id, stored.amount, stored.currency, stored.score, stored.product) == ("o7", 1999, "EUR", 4.0, "lamp")
    assert (stored.kind, stored.channel, stored.dimensions, stored.source) == ("order_placed", "web", {"country": "LT"}, "shop")
    assert store.traits_of(1) == []
    assert store.timeline(2)[0].text == "other"
    assert "visitor" not in everything(store)


def test_what_was_erased_is_a_duplicate_when_it_comes_again(store: Store) -> None:
    store.append(group_of(batch_of([said("a", text=EMAIL)], seq=1, people=[1])))
    store.erase_person(1, needles=NEEDLES)

    result = store.append(group_of(batch_of([said("a", text=EMAIL)], seq=2, people=[1])))

    assert (result[0].stored, result[0].duplicate) == (0, 1)
    assert store.timeline(1)[0].text is None


def test_ids_that_hold_an_identifier_are_replaced_for_everybody_alike(store: Store) -> None:
    rows = [
        said("a", conversation_id=f"mail-{EMAIL}", order_id="o1"),
        said("b", conversation_id=f"mail-{EMAIL}", order_id="o2", agent_id="bob"),
        said("c", conversation_id="mail-other", session_id="cust-10423"),
    ]
    store.append(group_of(batch_of(rows, people=[1, 2, 2])))

    store.erase_person(1, needles=NEEDLES)

    found = store.query(
        "SELECT conversation_id, order_id, agent_id FROM interactions WHERE order_id IS NOT NULL ORDER BY order_id"
    ).rows
    (first, _, _), (second, _, _) = found
    assert first == second
    assert str(first).startswith("erased-")
    assert [row[1:] for row in found] == [("o1", None), ("o2", "bob")]
    assert store.query("SELECT count(DISTINCT conversation_id) FROM interactions").rows == [(2,)]
    assert "cust-10423" not in everything(store)


def test_other_peoples_words_lose_only_the_identifier(store: Store) -> None:
    rows = [
        said("a"),
        said("b", text=f"I met {EMAIL.upper()}, nice", url=f"https://example.com/u/{quote(EMAIL, safe='')}/edit"),
        said("c", properties={"cc": ["alice@example.com", EMAIL], "note": f"line\n{EMAIL}", "n": 3}),
        said("d", touchpoint=f"form {EMAIL}", dimensions={"referrer": EMAIL}, traits={"friend": EMAIL}),
        said(f"from {EMAIL}"),
    ]
    store.append(group_of(batch_of(rows, people=[1, 2, 2, 2, 2])))

    counts = store.erase_person(1, needles=NEEDLES)

    by_id = {row.source_id: row for row in store.timeline(2)}
    assert (by_id["b"].text, by_id["b"].url) == ("I met [erased], nice", "https://example.com/u/[erased]/edit")
    assert json.loads(by_id["c"].properties or "") == {"cc": ["alice@example.com", "[erased]"], "note": "line\n[erased]", "n": 3}
    assert (by_id["d"].touchpoint, by_id["d"].dimensions) == ("form [erased]", {"referrer": "[erased]"})
    assert store.traits_of(2)[0].text_value == "[erased]"
    assert counts.mentions == 7
    assert EMAIL not in everything(store)


def test_totals_are_the_same_before_and_after(store: Store) -> None:
    rows = [said(f"r{n}", order_id=f"cust-10423/{n % 3}", amount=n, score=n / 2, session_id=f"s{n}") for n in range(20)]
    store.append(group_of(batch_of(rows, people=[n % 2 for n in range(20)])))
    totals = """SELECT count(*), sum(amount), avg(score), count(DISTINCT order_id), count(DISTINCT session_id),
        count(DISTINCT person_id) FROM interactions"""
    before = store.query(totals).rows

    store.erase_person(1, needles=NEEDLES)

    assert store.query(totals).rows == before


def test_erasing_again_or_an_unknown_person_changes_nothing(store: Store) -> None:
    store.append(group_of(batch_of([said("a", text="hello")], people=[1])))
    store.erase_person(1, needles=NEEDLES)
    before = everything(store)

    assert store.erase_person(9, needles=["nobody@example.com"]) == ErasedCounts(0, 0, 0)
    assert store.erase_person(1, needles=NEEDLES).mentions == 0
    assert everything(store) == before


def test_an_erased_row_no_longer_follows_its_key(store: Store) -> None:
    store.append(group_of(batch_of([said("a")], people=[1], keys=[11])))
    store.erase_person(1, needles=NEEDLES)

    assert store.apply_moves([Move(11, 2)], moves_seq=1) == 0
