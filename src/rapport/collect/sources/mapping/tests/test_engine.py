import json
from decimal import Decimal

import pytest

from rapport.collect.sources.mapping.engine import MappingEngine
from rapport.collect.sources.mapping.tests.apply import NOW, apply, batch_of, plan_for, rows, values
from rapport.core.batch import decode_who
from rapport.core.errors import UserError

SURVEY = """
version: 1
source: airport
id: RESP
time: {column: DAY, zone: America/Los_Angeles}
person: {external: RESP}
kind: survey_answered
metric: nps
score: {column: NPS, missing: 11}
"""

ORDERS = """
version: 1
source: shop
time: When
currency: GBP
person: {external: Customer, email: Mail}
order: Invoice
interactions:
  - kind: order_placed
    when: "Quantity > 0"
    amount: {expr: "Quantity * Price"}
  - kind: order_refunded
    when: "Quantity < 0"
    amount: {expr: "-Quantity * Price"}
"""


def test_a_row_becomes_an_interaction() -> None:
    mapped = apply(SURVEY, {"RESP": ["7"], "DAY": ["2017-05-13"], "NPS": ["9"], "GATE": ["92"]})

    [row] = rows(mapped)
    assert row["occurred_at"].isoformat() == "2017-05-13T07:00:00+00:00"
    assert (row["source_id"], row["kind"], row["metric"], row["score"]) == ("7", "survey_answered", "nps", 9.0)
    assert (row["scale_min"], row["scale_max"], row["question_id"]) == (0.0, 10.0, "NPS")
    assert [(i.type, i.namespace, i.value) for i in decode_who(row["who"])] == [("external", "airport", "7")]
    assert row["properties"] == '{"GATE":"92"}'


def test_missing_codes_and_blanks_say_nothing() -> None:
    mapped = apply(SURVEY, {"RESP": ["1", "2", "3"], "DAY": ["2017-05-13"] * 3, "NPS": ["11", "", "10"]})

    assert values(mapped, "source_id") == ["3"]
    assert (mapped.silent, mapped.rejects) == (2, [])


def test_a_score_off_its_scale_is_kept_as_a_reject_that_says_what_to_do() -> None:
    mapped = apply(SURVEY, {"RESP": ["1", "2"], "DAY": ["2017-05-13"] * 2, "NPS": ["12", "x"]})

    assert [reject.reason for reject in mapped.rejects] == ["score_out_of_scale", "bad_score"]
    assert "missing: [12]" in mapped.rejects[0].detail
    assert '"NPS":"12"' in mapped.rejects[0].row
    assert mapped.rejects[0].row_number == 2


def test_one_row_may_give_one_answer_per_question() -> None:
    mapped = apply(
        SURVEY.replace("kind: survey_answered\nmetric: nps\nscore: {column: NPS, missing: 11}", "")
        + """
response: RESP
interactions:
  - {kind: survey_answered, metric: nps, score: {column: NPS, missing: 11}}
  - for_each: ["Q7*", "!Q7ALL"]
    kind: survey_answered
    metric: csat
    question: $column
    score: {column: $value, missing: [0, 6]}
""",
        {"RESP": ["1"], "DAY": ["2017-05-13"], "NPS": ["9"], "Q7ART": ["5"], "Q7FOOD": ["6"], "Q7SIGN": ["2"], "Q7ALL": ["4"]},
    )

    assert values(mapped, "question_id") == ["NPS", "Q7ART", "Q7SIGN"]
    assert values(mapped, "score") == [9.0, 5.0, 2.0]
    assert values(mapped, "source_id") == [
        "1/survey_answered.nps.NPS",
        "1/survey_answered.csat:Q7ART",
        "1/survey_answered.csat:Q7SIGN",
    ]
    assert values(mapped, "properties") == ['{"Q7ALL":"4"}', None, None]


def test_amounts_are_exact_and_returns_are_refunds() -> None:
    mapped = apply(
        ORDERS,
        {
            "Invoice": ["1", "C2", "3"],
            "When": ["2024-01-31"] * 3,
            "Customer": ["a", "a", ""],
            "Mail": ["", "Dana <dana@example.com>", ""],
            "Quantity": ["3", "-1", "1"],
            "Price": ["0.1", "2.55", "0.005"],
        },
    )

    assert values(mapped, "kind") == ["order_placed", "order_placed", "order_refunded"]
    assert values(mapped, "amount") == [30, 0, 255]
    assert values(mapped, "who")[1] is None
    assert [i.value for i in decode_who(values(mapped, "who")[2])] == ["dana@example.com", "a"]


def test_what_rounding_moves_is_known_row_by_row() -> None:
    batch = batch_of(
        {
            "Invoice": ["1"] * 3,
            "When": ["2024-01-31"] * 3,
            "Customer": [""] * 3,
            "Mail": [""] * 3,
            "Quantity": ["1"] * 3,
            "Price": ["0.001"] * 3,
        }
    )
    plan = plan_for(ORDERS, batch)
    MappingEngine(plan, file_name="x", now=NOW).map(batch)

    assert (plan.rounding.rows, plan.rounding.moved) == (3, {"GBP": Decimal("-0.3")})


def test_identical_rows_all_count_and_keep_their_names() -> None:
    text = "version: 1\nsource: cd\ntime: d\nkind: event_logged\ntouchpoint: {value: x}\n"
    first = apply(text, {"d": ["2024-01-01", "2024-01-01", "2024-01-02"]})
    grown = apply(text, {"d": ["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-01"]})

    assert len(set(values(first, "source_id"))) == 3
    assert values(grown, "source_id")[:3] == values(first, "source_id")
    assert values(grown, "source_id")[3].endswith("#2")


def test_a_repeated_id_is_noticed() -> None:
    batch = batch_of({"RESP": ["1", "1", "2"], "DAY": ["2017-05-13"] * 3, "NPS": ["9"] * 3})
    engine = MappingEngine(plan_for(SURVEY, batch), file_name="x", now=NOW)
    engine.map(batch)

    assert engine.repeated_ids == (1, "1")


def test_a_corrected_reject_keeps_the_identity_of_its_row() -> None:
    text = SURVEY.replace("id: RESP\n", "")
    mapped = apply(text, {"RESP": ["1"], "DAY": ["2017-05-13"], "NPS": ["12"]})
    kept = json.loads(mapped.rejects[0].row)

    corrected = apply(text, {name: [cell] for name, cell in {**kept, "NPS": "10"}.items()})

    assert values(corrected, "source_id") == [kept["$id"]]
    assert "$id" not in (values(corrected, "properties")[0] or "")


def test_a_row_whose_id_is_corrected_gets_that_id() -> None:
    kept = json.loads(apply(SURVEY, {"RESP": ["1"], "DAY": ["2017-05-13"], "NPS": ["12"]}).rejects[0].row)

    corrected = apply(SURVEY, {name: [cell] for name, cell in {**kept, "RESP": "2", "NPS": "10"}.items()})

    assert values(corrected, "source_id") == ["2"]


def test_a_count_stands_for_as_many_interactions() -> None:
    mapped = apply(
        """
version: 1
source: calls
kind: call_received
repeat: calls
time: {column: Date, zone: Asia/Jerusalem, plus: {expr: "(u - 1) * 6", unit: min}}
""",
        {"Date": ["1999-01-01"] * 3, "u": ["1", "2", "240"], "calls": ["2", "0", "1"]},
    )

    assert [when.isoformat() for when in values(mapped, "occurred_at")] == [
        "1998-12-31T22:00:00+00:00",
        "1998-12-31T22:00:00+00:00",
        "1999-01-01T21:54:00+00:00",
    ]
    assert len(set(values(mapped, "source_id"))) == 3
    assert mapped.silent == 1


def test_a_list_in_a_cell_gives_one_interaction_each() -> None:
    mapped = apply(
        """
version: 1
source: shop
id: id
time: created
currency: {column: currency}
order: id
interactions:
  - {kind: order_placed, amount: total}
  - {kind: order_refunded, name: refund, each: refunds, amount: $item.amount, time: $item.at}
""",
        {
            "id": [1, 2],
            "created": ["2024-01-01"] * 2,
            "currency": ["JPY", "KWD"],
            "total": [1500, "1.5"],
            "refunds": [[{"amount": 200, "at": "2024-02-01"}], []],
        },
        is_open=True,
    )

    assert values(mapped, "amount") == [1500, 1500, 200]
    assert values(mapped, "source_id") == ["1/order_placed", "2/order_placed", "1/refund.1"]
    assert values(mapped, "occurred_at")[2].month == 2


def test_nested_keys_are_reached_with_dots() -> None:
    mapped = apply(
        """
version: 1
source: t
id: id
time: at
kind: conversation_opened
conversation: id
channel: {column: via.channel, map: {web: web, api: other}}
""",
        {"id": [5, 6], "at": ["2024-01-01T00:00:00Z"] * 2, "via": [{"channel": "web"}, None]},
        is_open=True,
    )

    assert values(mapped, "channel") == ["web", None]


def test_kinds_may_come_from_a_column() -> None:
    text = """
version: 1
source: desk
time: at
conversation: case
kind: {column: activity, map: {Opened: conversation_opened, Closed: conversation_solved}, else: conversation_updated}
touchpoint: {column: activity}
"""
    mapped = apply(text, {"activity": ["Opened", "Wait", "Closed"], "case": ["1", "1", ""], "at": ["2024-01-01"] * 3})

    assert values(mapped, "kind") == ["conversation_opened", "conversation_updated"]
    assert [(reject.reason, reject.detail.split(",")[0]) for reject in mapped.rejects] == [
        ("missing_required", "conversation_solved needs conversation")
    ]


def test_traits_and_the_rest_go_with_the_first_interaction_of_a_row() -> None:
    mapped = apply(
        """
version: 1
source: s
id: id
time: {value: 2024-01-01}
person: {external: id}
traits: {age: age, zip: {column: zip, type: text}, vip: vip}
drop: secret
interactions:
  - {kind: survey_answered, name: a, metric: csat, score: a}
  - {kind: survey_answered, name: b, metric: csat, score: b}
""",
        {
            "id": ["1", "2"],
            "a": ["5", ""],
            "b": ["4", "3"],
            "age": ["30", ""],
            "zip": ["012", "345"],
            "vip": ["true", "false"],
            "secret": ["x", "y"],
        },
    )

    assert values(mapped, "source_id") == ["1/a", "1/b", "2/b"]
    assert values(mapped, "traits") == ['{"age":30,"zip":"012","vip":true}', None, '{"zip":"345","vip":false}']
    assert values(mapped, "properties") == [None, None, None]


def test_consents_become_interactions() -> None:
    mapped = apply(
        """
version: 1
source: crm
id: id
time: at
person: {email: mail}
kind: profile_updated
traits: {name: name}
consents:
  - {purpose: marketing, status: {column: optin, map: {"yes": given, "no": withdrawn}}}
""",
        {
            "id": ["1", "2"],
            "at": ["2024-01-01"] * 2,
            "mail": ["a@example.com", "b@example.com"],
            "name": ["A", "B"],
            "optin": ["yes", ""],
        },
    )

    assert values(mapped, "kind") == ["profile_updated", "profile_updated", "consent_changed"]
    assert values(mapped, "properties")[2] == '{"purpose":"marketing","basis":"consent","status":"given"}'


def test_a_reversed_scale_is_turned_and_stars_may_have_a_decimal_comma() -> None:
    score = "metric: csat\nscore: {column: q, reversed: true}\n"
    mapped = apply("version: 1\nsource: s\ntime: {value: 2024-01-01}\nkind: survey_answered\n" + score, {"q": ["1", "5", "4,5"]})

    assert values(mapped, "score") == [5.0, 1.0, 1.5]


def test_the_first_filled_column_wins_and_text_may_be_html() -> None:
    mapped = apply(
        """
version: 1
source: s
time: {first_of: [sent, created]}
kind: mention_posted
text: {column: body, html: true}
language: {column: lang, default: en}
""",
        {
            "sent": ["", "2024-02-01"],
            "created": ["2024-01-01"] * 2,
            "body": ["<p>Hi&nbsp;<b>there</b></p>", "<br>"],
            "lang": ["", "pt_BR"],
        },
    )

    assert values(mapped, "text") == ["Hi there"]
    assert values(mapped, "language") == ["en"]
    assert values(mapped, "occurred_at")[0].month == 1
    assert mapped.silent == 1


def test_days_and_months_that_nothing_tells_apart_are_refused() -> None:
    with pytest.raises(UserError, match=r"line 5: time: '01/02/2024' can be day/month or month/day.*format: dmy"):
        apply(SURVEY, {"RESP": ["1"], "DAY": ["01/02/2024"], "NPS": ["9"]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("column: NPS", "column: NSP"), r"line 9: score: the file has no column 'NSP'\. Did you mean 'NPS'\?"),
        (
            ("kind: survey_answered", "kind: survey_answer"),
            r"line 7: kind: 'survey_answer' is no kind.*Did you mean 'survey_answered'",
        ),
        (("metric: nps", "metric: happiness"), r"line 9: score: say the scale of the metric"),
        (("missing: 11", "missing: 11, scale: 10-0"), r"line 9: score.scale: '10-0' is no scale"),
        (("America/Los_Angeles", "Los Angeles"), r"line 5: time: there is no time zone.*Did you mean America/Los_Angeles"),
        (("time: {column: DAY, zone: America/Los_Angeles}\n", ""), r"say when it happened"),
        (("score: {column: NPS, missing: 11}\n", ""), r"the kind survey_answered needs score or text"),
        (("column: NPS", "column: NPS, value: 3"), r"exactly one of column, value"),
        (("score:", "amount: NPS\nscore:"), r"line 9: amount: an amount needs its currency"),
        (("score:", "language: LANG\nscore:"), r"line 9: language: 'LANG' is no language code"),
        (("score:", "channel: snail\nscore:"), r"line 9: channel: 'snail' is no channel"),
        (("score:", "when: 'NPS <'\nscore:"), r"line 9: when: Cannot read the expression"),
        (
            ("score:", "dimensions: {Terminal: DAY}\nscore:"),
            r"line 9: dimensions.Terminal: a dimension is named with small letters",
        ),
        (("NPS, missing", "NPS, extract: '(', missing"), r"line 9: score: '\(' is not a valid regular expression"),
    ],
)
def test_a_mapping_that_cannot_work_names_the_line_and_says_what_to_do(change: tuple[str, str], message: str) -> None:
    with pytest.raises(UserError, match=message):
        apply(SURVEY.replace(*change), {"RESP": ["1"], "DAY": ["2017-05-13"], "NPS": ["9"]})


def test_empty_rows_are_not_rejects() -> None:
    mapped = apply(SURVEY, {"RESP": ["1", ""], "DAY": ["2017-05-13", " "], "NPS": ["9", ""]})

    assert (mapped.table.num_rows, mapped.rejects, mapped.silent) == (1, [], 1)


def test_half_a_surrogate_pair_does_not_stop_an_import() -> None:
    text = "version: 1\nsource: s\ntime: {value: 2024-01-01}\nkind: mention_posted\ntext: t\n"
    mapped = apply(text, {"t": ["bad \ud800 half"], "x": ["\udfff"]}, is_open=True)

    assert values(mapped, "text") == ["bad ? half"]
