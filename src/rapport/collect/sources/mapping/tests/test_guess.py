"""Guesses on invented files, in many languages; what is in doubt is asked, not guessed."""

import csv
import datetime as dt
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from rapport.collect.sources.files.read import inspect_file
from rapport.collect.sources.mapping.document import Mapping
from rapport.collect.sources.mapping.guess.guess import Guess, guess_mapping, source_name
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.guess.names import name_score
from rapport.collect.sources.mapping.parse import parse_mapping
from rapport.collect.sources.mapping.run import MappedFile

SHARED_DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", Path(__file__).parents[7] / "shared" / "data"))
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


class Writer:
    """Writes small files with the help of chance that is the same every time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chance = random.Random(7)

    def write(
        self, name: str, header: Sequence[str], row: Callable[[int], Sequence[Any]], *, rows: int = 80, delimiter: str = ","
    ) -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(header)
            writer.writerows(row(number) for number in range(rows))
        return path

    def one_of(self, *choices: Any) -> Any:
        return self.chance.choice(choices)


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path)


def day(number: int) -> dt.datetime:
    return START + dt.timedelta(hours=7 * number)


def guess(path: Path, **hints: str) -> Guess:
    return guess_mapping(path, inspect_file(path), Hints(**hints))


def mapping(found: Guess) -> Mapping:
    assert found.doubts == ()
    return parse_mapping(found.text).mapping


def imported(path: Path, found: Guess) -> list[dict[str, Any]]:
    file = MappedFile(path, parse_mapping(found.text), zone="UTC", now=START)
    rows: list[dict[str, Any]] = []
    for part in file:
        assert [reject.detail for reject in part.mapped.rejects] == []
        rows += part.mapped.table.to_pylist()
    return rows


def test_a_german_survey_gives_nps_and_satisfaction_without_its_missing_code(writer: Writer) -> None:
    path = writer.write(
        "umfrage.csv",
        ["Nr", "Datum", "Kundennummer", "Weiterempfehlung", "Zufriedenheit", "Kommentar", "Filiale"],
        lambda number: [
            number,
            day(number).strftime("%d.%m.%Y"),
            f"K{number % 40:04}",
            writer.one_of(0, 3, 6, 7, 8, 9, 10, 10, 99),
            writer.one_of(1, 2, 3, 4, 5, 5),
            f"Danke für die schnelle Hilfe Nummer {number}",
            writer.one_of("Berlin", "Köln"),
        ],
        delimiter=";",
    )

    rows = imported(path, guess(path))

    assert {row["metric"] for row in rows} == {"nps", "csat", None}
    assert max(row["score"] for row in rows if row["metric"] == "nps") == 10
    assert {row["text"] is not None for row in rows if row["metric"] is None} == {True}
    assert rows[0]["who"] is not None
    assert rows[0]["d_filiale"] in ("Berlin", "Köln")


def test_german_orders_keep_their_decimal_commas_and_turn_negative_ones_into_refunds(writer: Writer) -> None:
    path = writer.write(
        "bestellungen-2025-01.csv",
        ["Bestellnummer", "Bestelldatum", "E-Mail-Adresse", "Gesamtbetrag", "Währung"],
        lambda number: [
            1000 + number,
            day(number).strftime("%d.%m.%Y %H:%M"),
            f"k{number % 9}@example.com",
            "-1.234,50" if number == 5 else "10,25",
            "EUR",
        ],
        delimiter=";",
    )

    rows = imported(path, found := guess(path))

    assert mapping(found).source == "bestellungen"
    assert sum(row["amount"] for row in rows if row["kind"] == "order_placed") == 79 * 1025
    assert [row["amount"] for row in rows if row["kind"] == "order_refunded"] == [123_450]


def test_chinese_orders_multiply_quantity_and_price(writer: Writer) -> None:
    path = writer.write(
        "dingdan.csv",
        ["订单号", "下单时间", "用户名", "商品名称", "数量", "单价"],
        lambda number: [f"D{number // 2}", day(number).strftime("%Y-%m-%d %H:%M:%S"), f"u{number % 9}", "手机", 2, "12.50"],
    )

    found = guess(path, currency="CNY")

    assert {(row["amount"], row["currency"], row["kind"]) for row in imported(path, found)} == {(2500, "CNY", "order_placed")}
    assert mapping(found).order == "订单号"


def test_thai_reviews_have_buddhist_years_and_stars(writer: Writer) -> None:
    texts = ("สินค้าดีมากส่งไวประทับใจสุดๆ", "ไม่ค่อยดีเลยของเสียหายระหว่างส่ง", "โอเคพอใช้ได้ราคาไม่แพง")
    path = writer.write(
        "reviews.csv",
        ["วันที่", "ชื่อผู้ใช้", "คะแนน", "รีวิว", "สินค้า"],
        lambda number: [
            f"{day(number):%d/%m}/{day(number).year + 543}",
            f"u{number % 30}",
            writer.one_of(1, 2, 3, 4, 5),
            f"{writer.one_of(*texts)}{number}",
            "ก",
        ],
    )

    rows = imported(path, guess(path))

    assert {row["kind"] for row in rows} == {"review_posted"}
    assert rows[0]["occurred_at"].year == 2025
    assert rows[0]["product"] == "ก"
    assert rows[0]["who"] is not None


def test_lithuanian_tickets_open_and_close(writer: Writer) -> None:
    path = writer.write(
        "bilietai.csv",
        ["Bilieto nr", "Sukūrimo data", "Tema", "Aprašymas", "Būsena", "Prioritetas", "Darbuotojas", "Uždaryta", "El. paštas"],
        lambda number: [
            number,
            f"{day(number):%Y-%m-%d %H:%M}",
            "Neveikia prisijungimas",
            f"Negaliu prisijungti prie savo paskyros nuo ryto, {number}",
            writer.one_of("Atidaryta", "Uždaryta"),
            writer.one_of("Aukštas", "Žemas"),
            writer.one_of("Ona", "Jonas"),
            f"{day(number + 1):%Y-%m-%d %H:%M}" if number % 4 else "",
            f"p{number % 30}@example.com",
        ],
    )

    rows = imported(path, guess(path))

    assert [sum(row["kind"] == kind for row in rows) for kind in ("conversation_opened", "conversation_solved")] == [80, 60]
    assert {row["d_busena"] for row in rows} == {"Atidaryta", "Uždaryta"}


def test_subscriptions_start_and_end(writer: Writer) -> None:
    path = writer.write(
        "subs.csv",
        ["subscription_id", "customer_id", "plan", "start_date", "end_date", "mrr", "currency"],
        lambda number: [
            f"s{number}",
            f"c{number % 50}",
            "pro",
            f"{day(number):%Y-%m-%d}",
            "" if number % 4 else "2026-01-01",
            "29.00",
            "USD",
        ],
    )

    rows = imported(path, guess(path))

    assert [sum(row["kind"] == kind for row in rows) for kind in ("subscription_started", "subscription_ended")] == [80, 20]
    assert '"interval":"month"' in rows[0]["properties"]


def test_an_event_log_without_a_desk_stays_an_event_log(writer: Writer) -> None:
    steps = ["Register request", "Check", "Decide", "Pay"]
    path = writer.write(
        "log.csv",
        ["case_id", "activity", "resource", "start_timestamp"],
        lambda number: [f"c{number // 4}", steps[number % 4], "r1", day(number).isoformat()],
    )

    assert mapping(guess(path)).kind == "event_logged"


def test_product_events_and_contacts_and_calls_are_told_apart(writer: Writer) -> None:
    events = writer.write(
        "events.csv",
        ["timestamp", "user_id", "event", "page_url", "session_id"],
        lambda number: [
            int(day(number).timestamp()),
            f"u{number % 20}",
            writer.one_of("signup", "view"),
            "https://example.com/a",
            f"s{number // 3}",
        ],
    )
    contacts = writer.write(
        "contacts.csv",
        ["First Name", "Last Name", "Email", "Company", "Signup Date"],
        lambda number: [f"F{number}", f"L{number}", f"c{number}@example.com", "Co", f"{day(number):%m/%d/%Y}"],
    )
    calls = writer.write(
        "calls.csv",
        ["call_id", "start_time", "caller_number", "agent", "queue", "duration_seconds"],
        lambda number: [number, day(number).isoformat(), f"+3706{number:07}", "bob", writer.one_of("sales", "help"), number * 7],
    )

    kinds = [imported(path, guess(path))[3]["kind"] for path in (events, contacts, calls)]

    assert kinds == ["event_tracked", "profile_updated", "call_received"]


def test_spans_of_a_day_are_added_to_the_day(writer: Writer) -> None:
    path = writer.write(
        "counts.csv",
        ["Date", "u", "calls"],
        lambda number: [f"{START + dt.timedelta(days=number // 24):%Y-%m-%d}", number % 24 + 1, 2],
        rows=72,
    )

    rows = imported(path, guess(path))

    assert len(rows) == 144
    assert {row["occurred_at"].hour for row in rows} == set(range(24))


def test_without_a_time_the_person_is_asked(writer: Writer) -> None:
    path = writer.write(
        "reviews.csv", ["label", "review"], lambda number: [number % 2, f"The room was clean and the staff were kind {number}"]
    )

    assert "--time 2017-05-15" in guess(path).doubts[0]
    assert guess(path, time="2017-05-15").doubts == ()


def test_a_day_of_the_month_is_no_time_but_half_of_one(writer: Writer) -> None:
    path = writer.write("2017_survey.csv", ["INTDATE", "NPS"], lambda number: [number % 28 + 1, number % 11])

    assert "--time '2017-MM-{INTDATE}'" in guess(path).doubts[0]
    assert imported(path, guess(path, time="2017-05-{INTDATE}"))[0]["occurred_at"].month == 5


def test_ratings_whose_scale_is_not_clear_are_asked_about(writer: Writer) -> None:
    header = ["Date", "Q7A", "Q7B", "Q7C"]
    path = writer.write(
        "survey.csv", header, lambda number: [f"{day(number):%Y-%m-%d}", *(writer.one_of(0, 1, 2, 3, 4, 5, 6) for _ in range(3))]
    )

    assert "scale: 1-5, missing: [0, 6]" in guess(path).doubts[0]


def test_what_is_not_known_is_said_to_be_so_and_a_hint_helps(writer: Writer) -> None:
    path = writer.write("things.csv", ["date", "x", "y"], lambda number: [f"{day(number):%Y-%m-%d}", number, number * 3 % 7])

    assert "--kind" in guess(path).doubts[0]
    assert mapping(guess(path, kind="session_started")).kind == "session_started"


def test_labels_of_spss_name_the_groups_and_tell_what_is_no_answer(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pyreadstat writes files from pandas only; reading does not need it")
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(
        pandas.DataFrame(
            {
                "q1": [float(number % 11 if number % 7 else 99) for number in range(80)],
                "q2": [float(number % 6 + 1) for number in range(80)],
                "sex": [float(number % 2 + 1) for number in range(80)],
                "day": [dt.date(2025, 1, 1) + dt.timedelta(days=number) for number in range(80)],
            }
        ),
        str(path),
        column_labels={"q1": "How likely are you to recommend us?", "q2": "Overall satisfaction"},
        variable_value_labels={
            "q1": {99: "Don't know"},
            "q2": {1: "very bad", 5: "very good", 6: "Never used"},
            "sex": {1: "Female", 2: "Male"},
        },
    )

    rows = imported(path, guess(path))

    assert {row["score"] for row in rows if row["metric"] == "nps"} == set(range(11))
    assert {row["score"] for row in rows if row["metric"] == "csat"} == {1, 2, 3, 4, 5}
    assert {row["d_sex"] for row in rows} == {"Female", "Male"}


def test_everyday_names_of_files_get_the_shape_with_them() -> None:
    assert source_name(Path("export.csv"), "a survey") == "export-survey"
    assert source_name(Path("answers.csv"), "a survey") == "answers"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Customer ID", "person"),
        ("customer_id", "person"),
        ("InvoiceDate", "time"),
        ("INTDATE", "time"),
        ("E-Mail-Adresse", "email"),
        ("ความคิดเห็นของลูกค้า", "text"),
        ("NETPRO", "nps"),
    ],
)
def test_names_fit_their_roles(name: str, role: str) -> None:
    assert name_score(name, role) >= 0.5


def test_names_of_files_lose_their_dates() -> None:
    assert [
        source_name(Path(name)) for name in ("orders-2024-01.csv", "2017_SFO_Customer_Survey.csv.gz", "Helpdesk.csv", "评论.csv")
    ] == [
        "orders",
        "sfo-customer-survey",
        "helpdesk",
        "import",
    ]


def test_sfo_2017_gives_its_net_promoter_score_by_guessing() -> None:
    path = SHARED_DATA / "survey-sfo" / "2017_SFO_Customer_Survey.csv.gz"
    if not path.exists():
        pytest.skip(f"The shared data sets are not in {SHARED_DATA}; RAPPORT_SHARED_DATA names another folder.")
    rows = imported(path, guess(path, time="2017-05-{INTDATE}"))

    scores = [row["score"] for row in rows if row["metric"] == "nps"]
    assert len(scores) == 2746
    assert round(100 * sum((score >= 9) - (score <= 6) for score in scores) / 2746, 2) == 39.84
