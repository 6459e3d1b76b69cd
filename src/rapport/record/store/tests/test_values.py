"""What goes in comes out: texts of every script, large amounts, exact times."""

from datetime import UTC, datetime, timedelta, timezone

from rapport.record.store.public import Store
from rapport.record.store.tests.batches import NOON, batch_of, group_of, said

TEXTS = [
    "บริการดีมาก ขอบคุณค่ะ",
    "房间很干净，服务态度也好",
    "Ačiū, labai greitai atsakėte – žavu",
    "👩🏽‍🚀 ok 👍",
    "e\u0301 is not \u00e9",
    "two\nlines\tand a tab",
    "quotes ' \" ` and \\ backslash",
    "nul \0 byte",
    "{braces} %s $name {a:String} -- no comment",
    " ",
]


def test_a_text_comes_back_exactly(store: Store) -> None:
    rows = [
        said(f"r{number}", text=text, url=text, touchpoint=text, dimensions={"place": text}, traits={"note": text})
        for number, text in enumerate(TEXTS)
    ]
    store.append(group_of(batch_of(rows, people=[1] * len(rows))))

    found = sorted(store.timeline(1), key=lambda row: row.source_id or "")
    assert [(row.text, row.url, row.touchpoint, row.dimensions["place"]) for row in found] == [(text,) * 4 for text in TEXTS]
    assert sorted(trait.text_value for trait in store.traits_of(1)) == sorted(TEXTS)


def test_a_text_can_be_asked_for(store: Store) -> None:
    store.append(group_of(batch_of([said(f"r{number}", text=text) for number, text in enumerate(TEXTS)])))

    for number, text in enumerate(TEXTS):
        assert store.query("SELECT source_id FROM interactions WHERE text = $text", {"text": text}).rows == [(f"r{number}",)]
    assert store.query("SELECT count(*) FROM interactions WHERE text IN $texts", {"texts": TEXTS}).rows == [(len(TEXTS),)]


def test_amounts_have_64_bits(store: Store) -> None:
    amounts = [2**62, -(2**62), 2**53 + 1, 0]
    store.append(group_of(batch_of([said(f"r{i}", amount=amount) for i, amount in enumerate(amounts)])))

    assert store.query("SELECT amount FROM interactions ORDER BY source_id").rows == [(amount,) for amount in amounts]
    assert store.query("SELECT source_id FROM interactions WHERE amount = $amount", {"amount": 2**53 + 1}).rows == [("r2",)]


def test_scores_keep_every_digit(store: Store) -> None:
    store.append(group_of(batch_of([said("a", score=0.1 + 0.2, weight=1e-300)])))

    assert store.query("SELECT score, weight FROM interactions").rows == [(0.1 + 0.2, 1e-300)]


def test_a_time_is_the_same_moment_to_the_microsecond(store: Store) -> None:
    moments = [
        datetime(1950, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
        datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2))),
        datetime(2100, 12, 31, tzinfo=UTC),
    ]
    store.append(group_of(batch_of([said(f"r{n}", occurred_at=moment) for n, moment in enumerate(moments)], people=[1] * 4)))

    assert [row.occurred_at for row in store.timeline(1)] == moments[::-1]
    for n, moment in enumerate(moments):
        naive = moment.astimezone(UTC).replace(tzinfo=None)
        sql = "SELECT source_id, occurred_at FROM interactions WHERE occurred_at = $moment"
        assert store.query(sql, {"moment": moment}).rows == [(f"r{n}", naive)]


def test_nothing_stays_nothing(store: Store) -> None:
    store.append(group_of(batch_of([said("a")])))

    row = store.query("SELECT person_id, identity_key, channel, text, amount, score, properties FROM interactions").rows[0]
    assert row == (None,) * 7


def test_a_group_larger_than_a_row_group_is_stored_whole(store: Store) -> None:
    rows = [said(f"r{number}", occurred_at=NOON + timedelta(seconds=number), amount=number) for number in range(130_000)]
    half = len(rows) // 2
    store.append(group_of(batch_of(rows[:half], seq=1), batch_of(rows[half:], seq=2)))

    last = (NOON + timedelta(seconds=129_999)).replace(tzinfo=None)
    found = store.query("SELECT count(*), count(DISTINCT id), sum(amount), max(occurred_at) FROM interactions").rows
    assert found == [(130_000, 130_000, 130_000 * 129_999 // 2, last)]
