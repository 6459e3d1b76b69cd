"""The example mappings give the totals that the data sets' own descriptions state, before anything is stored."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile

ROOT = Path(__file__).parents[6]
SHARED_DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", ROOT.parent / "shared" / "data"))
NOW = datetime(2026, 1, 31, tzinfo=UTC)

FILES = {
    "survey-sfo-2016": ("survey-sfo/2016_SFO_Customer_Survey.csv.gz",),
    "survey-sfo-2017": ("survey-sfo/2017_SFO_Customer_Survey.csv.gz",),
    "cdnow": ("cdnow/CDNOW_master.txt.gz",),
    "online-retail": ("online-retail/online_retail_first_240007.csv.gz",),
    "tickets-helpdesk-it": ("tickets-helpdesk-it/Helpdesk.csv.gz",),
    "tickets-bpic2013": ("tickets-bpic2013/bpi_challenge_2013_incidents.xes.gz",),
    "support-sumo": ("support-sumo/sumo_firefox_questions.csv.gz",),
    "reviews-th-wisesight": tuple(f"reviews-th-wisesight/{label}.txt.gz" for label in ("pos", "neg", "neu", "q")),
    "reviews-zh-hotels": ("reviews-zh/ChnSentiCorp_htl_all.csv.gz",),
    "mail-headers": ("mail-headers-r-package-devel/headers.csv.gz",),
    "churn-iran": ("churn-iran/Customer_Churn.csv",),
    "abtest-cookie-cats": ("abtest-cookie-cats/cookie_cats.csv.gz",),
    "callcentre": ("callcentre-anonymous-bank/callcenter_6min_1999.csv.gz",),
    "web-apache-log": ("web-apache-log/apache_logs.gz",),
}


def interactions(name: str, *, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield some columns of everything that an example mapping makes of its files; nothing may be rejected."""
    if not SHARED_DATA.exists():
        pytest.skip(f"The shared data sets are not in {SHARED_DATA}; RAPPORT_SHARED_DATA names another folder.")
    parsed = parse_mapping((ROOT / "examples" / "mappings" / f"{name}.yaml").read_text(encoding="utf-8"), name=name)
    for file in FILES[name]:
        for part in MappedFile(SHARED_DATA / file, parsed, zone="UTC", now=NOW):
            assert [reject.detail for reject in part.mapped.rejects] == []
            names = part.mapped.table.column_names
            yield from zip(
                *(
                    part.mapped.table.column(each).to_pylist() if each in names else [None] * part.mapped.table.num_rows
                    for each in columns
                )
            )


def count(name: str, *columns: str) -> Counter[Any]:
    return Counter(row[0] if len(columns) == 1 else row for row in interactions(name, columns=columns))


def people(name: str) -> int:
    return len(set(count(name, "who")) - {None})


def test_every_example_has_a_test_here() -> None:
    assert {path.stem for path in (ROOT / "examples" / "mappings").glob("*.yaml")} == set(FILES)


def test_sfo_2017_gives_its_net_promoter_score() -> None:
    answers = [
        (score, weight)
        for metric, score, weight in interactions("survey-sfo-2017", columns=("metric", "score", "weight"))
        if metric == "nps"
    ]
    points = [(1 if score >= 9 else -1 if score <= 6 else 0, weight) for score, weight in answers]

    assert len(answers) == 2746
    assert Counter(point for point, _ in points) == {1: 1436, 0: 968, -1: 342}
    assert round(100 * sum(point for point, _ in points) / len(points), 2) == 39.84
    assert round(100 * sum(point * weight for point, weight in points) / sum(weight for _, weight in points), 2) == 40.40


def test_sfo_2016_gives_an_answer_for_each_rating() -> None:
    found = count("survey-sfo-2016", "question_id")

    assert found["Q7ART"] == 23 + 89 + 624 + 993 + 844
    assert len(found) == 22
    assert people("survey-sfo-2016") == 3080


def test_cdnow_gives_its_purchases_customers_and_dollars() -> None:
    amounts = count("cdnow", "kind", "amount")

    assert sum(amounts.values()) == 69_659
    assert sum(amount * rows for (_, amount), rows in amounts.items()) == 250_031_563
    assert people("cdnow") == 23_570


def test_online_retail_nets_returns_against_orders_to_the_last_penny() -> None:
    money: Counter[str] = Counter()
    anonymous = 0
    ids = set()
    for identity, kind, amount, who in interactions("online-retail", columns=("source_id", "kind", "amount", "who")):
        ids.add(identity)
        money[kind] += amount
        anonymous += who is None

    assert len(ids) == 240_007
    assert money["order_placed"] - money["order_refunded"] == 427_514_393
    assert anonymous == 67_225


def test_helpdesk_gives_its_events_and_tickets() -> None:
    found = count("tickets-helpdesk-it", "conversation_id")

    assert (sum(found.values()), len(found)) == (21_348, 4_580)


def test_bpic_2013_gives_its_events_and_incidents() -> None:
    found = count("tickets-bpic2013", "conversation_id")

    assert (sum(found.values()), len(found)) == (65_533, 7_554)


def test_support_questions_keep_their_language() -> None:
    found = count("support-sumo", "language")

    assert sum(found.values()) == 27_128
    assert (found["en-US"], found["pt-BR"], found["sr"]) == (18_169, 1_795, 22)


def test_posts_take_their_label_from_the_name_of_the_file() -> None:
    assert count("reviews-th-wisesight", "d_sentiment") == {
        "positive": 4_299,
        "negative": 6_140,
        "neutral": 13_110,
        "question": 515,
    }
    assert len(count("reviews-th-wisesight", "source_id")) == 24_064


def test_hotel_reviews_keep_their_label_also_without_text() -> None:
    assert count("reviews-zh-hotels", "score") == {1.0: 5_322, 0.0: 2_444}


def test_mails_become_questions_answers_and_talk() -> None:
    found = count("mail-headers", "kind")

    assert found.total() == 11_114
    assert found["conversation_opened"] == 2_287
    assert people("mail-headers") == 1_364


def test_every_customer_of_the_churn_table_is_a_person() -> None:
    assert people("churn-iran") == 3_150


def test_players_have_a_variant_and_reach_goals() -> None:
    found = count("abtest-cookie-cats", "kind", "touchpoint", "d_variant")

    assert (found["variant_assigned", "gate", "gate_30"], found["variant_assigned", "gate", "gate_40"]) == (44_700, 45_489)
    assert round(found["goal_reached", "day 1", "gate_30"] / 44_700, 6) == 0.448188
    assert round(found["goal_reached", "day 7", "gate_40"] / 45_489, 6) == 0.182000


def test_counted_calls_become_single_calls() -> None:
    assert count("callcentre", "kind") == {"call_received": 444_448}


def test_an_access_log_gives_its_requests_and_keeps_the_line_that_was_cut() -> None:
    found = count("web-apache-log", "d_status")

    assert (found.total(), found["200"], found["404"]) == (9_999, 9_125, 213)
    assert people("web-apache-log") == 1_753
