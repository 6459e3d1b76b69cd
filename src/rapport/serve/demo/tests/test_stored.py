"""What the digest makes of the stream: nothing refused, people found as they are in truth, every language and channel."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pytest

from rapport.core.batch import decode_who, encode_who
from rapport.core.interaction import Identifier
from rapport.serve.demo.wording import LANGUAGES

from .conftest import Stored

pytestmark = pytest.mark.django_db

KINDS = (
    *("page_viewed", "session_started", "event_tracked", "variant_assigned", "goal_reached"),
    *("order_placed", "order_shipped", "order_delivered", "order_refunded", "order_cancelled"),
    *("conversation_opened", "conversation_assigned", "message_sent", "message_received", "note_added", "conversation_solved"),
    *("conversation_reopened", "conversation_closed", "call_received", "call_missed", "call_made"),
    *("survey_answered", "review_posted", "mention_posted", "profile_updated", "consent_changed"),
    *("subscription_started", "subscription_renewed", "subscription_changed", "subscription_cancelled", "subscription_ended"),
)


def numbers(stored: Stored, sql: str) -> dict[str, int]:
    return dict(stored.store.query(sql).rows)  # type: ignore[arg-type]  # two columns, says the query


def test_every_row_is_stored_and_none_refused(stored: Stored) -> None:
    rows = stored.store.query("SELECT count(*) FROM interactions").rows[0][0]

    assert rows == sum(block.rows for block in stored.blocks)
    assert stored.dropped == {}


def test_every_kind_is_there(stored: Stored) -> None:
    found = numbers(stored, "SELECT kind, count(*) FROM interactions GROUP BY 1")

    assert sorted(found) == sorted(KINDS)
    assert set(numbers(stored, "SELECT channel, count(*) FROM interactions GROUP BY 1")) == {
        *("web", "app", "email", "chat", "phone", "social", "review", "survey", "store", "mail", "system")
    }


def test_people_write_in_six_languages(stored: Stored) -> None:
    comments = numbers(
        stored, "SELECT language, count(*) FROM interactions WHERE kind = 'survey_answered' AND text IS NOT NULL GROUP BY 1"
    )

    assert sorted(comments) == sorted(LANGUAGES)
    assert min(comments.values()) >= 3


def test_some_conversations_are_open_at_the_end(stored: Stored) -> None:
    states = numbers(
        stored,
        "SELECT CASE WHEN solved > 0 THEN 'solved' ELSE 'open' END, count(*) FROM (SELECT conversation_id, "
        "sum(CASE WHEN kind = 'conversation_solved' THEN 1 ELSE 0 END) AS solved FROM interactions "
        "WHERE conversation_id IS NOT NULL GROUP BY 1) AS e GROUP BY 1",
    )

    assert 1 <= states["open"] < states["solved"] / 5


def delivered_identifiers(stored: Stored) -> set[tuple[str, str, str]]:
    whos = {
        who
        for block in stored.blocks
        for table in block.tables.values()
        for who in table.column("who").unique().to_pylist()
        if who
    }
    return {(one.type, one.namespace, one.value) for who in whos for one in decode_who(who)}


def true_pairs(stored: Stored) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Return each identifier with the one person who has it; the tablets of families are left out."""
    owners: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for block in stored.blocks:
        for kept in block.people.identifiers.values():
            for place, value in enumerate(kept.values):
                if value is not None:
                    owners[kept.type, kept.namespace, value].add(block.people.first + place // kept.slots)
    seen = delivered_identifiers(stored)
    assert seen <= owners.keys()
    yield from ((identifier, people.pop()) for identifier, people in owners.items() if identifier in seen and len(people) == 1)


def test_people_are_found_as_they_are_in_truth(stored: Stored) -> None:
    from rapport.record.identity.public import Resolved, resolve

    truly = dict(true_pairs(stored))
    whos = {identifier: encode_who((_identifier(*identifier),)) or "" for identifier in truly}
    resolution = resolve(stored.workspace, list(whos.values())).people
    found = {identifier: one.person_id for identifier, who in whos.items() if isinstance(one := resolution[who], Resolved)}

    right = _count_pairs({identifier: (truly[identifier], found[identifier]) for identifier in found})
    precision, recall = right / _count_pairs(found), right / _count_pairs(truly)

    assert len(found) == len(truly)
    assert precision > 0.995, "people who differ were joined"
    assert 0.7 < recall < 1.0, "what was never seen together cannot be joined, and nearly all else is"


def _identifier(kind: str, namespace: str, value: str) -> Identifier:
    return Identifier(type=kind, namespace=namespace, value=value)  # type: ignore[arg-type]  # it is one of the types


def _count_pairs(groups: Mapping[tuple[str, str, str], object]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(groups.values()).values())


def test_a_tablet_of_a_family_joins_nobody(stored: Stored) -> None:
    from rapport.record.identity.public import Resolved, resolve

    people = stored.blocks[0].people
    pairs = [
        place
        for place in range(0, people.count - 1, 2)
        if people.shares_tablet[place] and all(people.is_customer[place : place + 2])
    ]
    users = people.identifiers["user_id"].values
    assert pairs

    for place in pairs:
        whos = [encode_who((_identifier("user_id", "", user or ""),)) or "" for user in users[place : place + 2]]
        found = resolve(stored.workspace, whos).people
        one, other = (found[who] for who in whos)
        assert isinstance(one, Resolved)
        assert isinstance(other, Resolved)
        assert one.person_id != other.person_id


def test_merges_have_reasons(stored: Stored) -> None:
    from rapport.record.identity.public import Resolved, merges_of, resolve

    reasons = set()
    for user in stored.blocks[0].people.identifiers["user_id"].values[:40]:
        if user and isinstance(
            one := next(iter(resolve(stored.workspace, [encode_who((_identifier("user_id", "", user),)) or ""]).people.values())),
            Resolved,
        ):
            reasons |= {merge.rule for merge in merges_of(stored.workspace, one.person_id)}

    assert reasons >= {"verified_email", "phone", "device"}


def test_a_delay_lowers_the_answer_of_stored_rows(stored: Stored) -> None:
    slope = stored.store.query(
        """SELECT regr_slope(a.score, d.delay) FROM
        (SELECT order_id, CAST(json_extract(properties, '$.delay_days') AS INTEGER) AS delay
        FROM interactions WHERE kind = 'order_delivered') AS d
        JOIN (SELECT order_id, score FROM interactions WHERE survey_id = 'after-purchase') AS a USING (order_id)"""
    ).rows[0][0]

    assert isinstance(slope, float)
    assert -1.3 < slope < -0.4


def test_no_combination_of_columns_is_lost(stored: Stored) -> None:
    assert {"d_country", "d_carrier", "d_shop", "d_category", "d_device", "d_variant", "d_voucher", "d_agent_team"} == set(
        stored.store.dimensions()
    )
