"""What the truth says can be found in the stream, by simple statistics: within four standard errors of its size."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import duckdb
import pyarrow as pa
import pytest

from rapport.serve.demo import truth
from rapport.serve.demo.calendar import DAY, Calendar
from rapport.serve.demo.stream import Plan, stream

from .conftest import UNTIL

Ask = Callable[..., tuple[float, ...]]
DELAYS = (
    "(SELECT order_id, d_carrier, occurred_at, CAST(json_extract(properties, '$.delay_days') AS INTEGER) AS delay "
    "FROM x WHERE kind = 'order_delivered')"
)
CONVERSATIONS = """
    (SELECT conversation_id, max(agent_id) AS agent,
        min(occurred_at) FILTER (kind = 'conversation_opened') AS opened,
        min(occurred_at) FILTER (kind = 'message_sent') AS answered,
        max(channel) FILTER (kind = 'conversation_opened') AS channel,
        max(CASE WHEN kind = 'conversation_reopened' THEN 1 ELSE 0 END) AS again,
        max(score) FILTER (metric = 'csat') AS csat,
        max(score) FILTER (metric = 'ces2') AS ces
    FROM x WHERE conversation_id IS NOT NULL GROUP BY 1)"""


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Answers one-row questions about the stream `x` of 8,000 people."""
    blocks = list(stream(Plan(8_000, 7, UNTIL)))
    con = duckdb.connect()
    con.register("x_arrow", pa.concat_tables([table for block in blocks for table in block.tables.values()]))
    con.execute("CREATE TABLE x AS SELECT * FROM x_arrow")
    people = [
        (user, truth.SEGMENTS[segment].key)
        for block in blocks
        for user, segment in zip(block.people.identifiers["user_id"].values, block.people.segment.tolist(), strict=True)
    ]
    con.register("people_arrow", pa.table({"user_id": [user for user, _ in people], "segment": [key for _, key in people]}))
    con.execute("CREATE TABLE people AS SELECT * FROM people_arrow")
    yield lambda sql, *values: con.execute(sql, values).fetchone() or ()
    con.close()


def moment(day: float) -> object:
    return (Calendar(UNTIL).begins + timedelta(days=day)).replace(tzinfo=None)


def test_a_day_of_delay_costs_points_of_recommending(ask: Ask) -> None:
    slope, n, error = ask(
        f"""SELECT regr_slope(score, delay), count(*),
        sqrt(var_samp(score) * (1 - regr_r2(score, delay)) / var_samp(delay) / count(*))
        FROM {DELAYS} JOIN (SELECT order_id, score FROM x WHERE survey_id = 'after-purchase') USING (order_id)"""
    )

    assert n > 3_000
    assert slope == pytest.approx(truth.NPS_PER_DELAY_DAY, abs=max(4 * error, 0.1))


def test_a_day_of_delay_makes_a_contact_more_likely(ask: Ask) -> None:
    slope, base = ask(
        f"""SELECT regr_slope(asked, delay), avg(asked) FILTER (delay = 0) FROM {DELAYS} LEFT JOIN
        (SELECT DISTINCT order_id, 1 AS one FROM x WHERE kind = 'conversation_opened' AND touchpoint IN ('Delivery', 'Product'))
        USING (order_id) CROSS JOIN LATERAL (SELECT coalesce(one, 0) AS asked)"""
    )

    # Calls name no order, so only what was written can be counted: 78 %.
    assert slope == pytest.approx(0.78 * truth.CONTACT_PER_DELAY_DAY, abs=0.015)
    assert base == pytest.approx(0.78 * truth.CONTACT_PER_ORDER, abs=0.006)


def test_people_leave_after_delays(ask: Ask) -> None:
    """An order was the last more often the later it came; of orders that are old enough for another to have followed."""
    slope, _ = ask(
        f"""WITH o AS (SELECT regexp_extract(who, 'LO[0-9]+') AS person, order_id, min(occurred_at) AS placed_at FROM x
            WHERE kind = 'order_placed' AND who LIKE '%user_id%' GROUP BY 1, 2),
        n AS (SELECT *, lead(placed_at) OVER (PARTITION BY person ORDER BY placed_at) AS next_at FROM o)
        SELECT regr_slope(CASE WHEN next_at IS NULL THEN 1 ELSE 0 END, delay), count(*) FROM n JOIN {DELAYS} USING (order_id)
        JOIN people ON user_id = person WHERE segment = 'regulars' AND placed_at < ?""",
        moment(460),
    )

    assert slope == pytest.approx(truth.LEAVES_PER_DELAY_DAY, abs=0.02)
    assert slope > 0


def test_waiting_and_opening_again_lower_satisfaction(ask: Ask) -> None:
    chat, mail = ask(f"SELECT avg(csat) FILTER (channel = 'chat'), avg(csat) FILTER (channel = 'email') FROM {CONVERSATIONS}")
    once, again = ask(f"SELECT avg(ces) FILTER (again = 0), avg(ces) FILTER (again = 1) FROM {CONVERSATIONS}")

    assert 0.15 < chat - mail < 0.6
    assert again - once == pytest.approx(truth.CES_REOPENED, abs=0.6)


def test_the_portal_made_returns_easier_and_spared_contacts(ask: Ask) -> None:
    day = moment(truth.IMPROVEMENT.day)
    before, after = ask(
        """SELECT avg(score) FILTER (occurred_at < ?), avg(score) FILTER (occurred_at > ? + INTERVAL 12 DAY)
        FROM x WHERE survey_id = 'after-return'""",
        *(day, day),
    )
    asked_before, asked_after = ask(
        """SELECT max(share) FILTER (NOT is_late), max(share) FILTER (is_late) FROM
            (SELECT occurred_at > ? AS is_late,
                count(*) FILTER (touchpoint = 'Returns') / count(*) FILTER (kind = 'order_refunded') AS share
            FROM x WHERE kind IN ('conversation_opened', 'call_received', 'order_refunded') GROUP BY 1)""",
        day,
    )

    assert after - before == pytest.approx(truth.IMPROVEMENT.ces, abs=0.3)
    assert asked_after / asked_before == pytest.approx(truth.IMPROVEMENT.contacts, abs=0.1)


def test_the_checkout_on_one_page_sells_more(ask: Ask) -> None:
    treated, control, n = ask(
        """SELECT sum(goals) FILTER (d_variant = 'one_page') / sum(people) FILTER (d_variant = 'one_page'),
            sum(goals) FILTER (d_variant = 'three_pages') / sum(people) FILTER (d_variant = 'three_pages'), sum(people)
        FROM (SELECT d_variant, count(*) FILTER (kind = 'goal_reached') AS goals,
            count(*) FILTER (kind = 'variant_assigned') AS people FROM x GROUP BY 1)"""
    )

    error = 2 * (0.66 * 0.34 / n) ** 0.5
    assert treated - control == pytest.approx(truth.EXPERIMENT.uplift, abs=3 * error)


def test_december_sells_most(ask: Ask) -> None:
    december, april = ask(
        """SELECT count(DISTINCT order_id) FILTER (month(occurred_at) = 12) / 31,
            count(DISTINCT order_id) FILTER (month(occurred_at) = 4) / 30
        FROM x WHERE kind = 'order_placed' AND occurred_at BETWEEN ? AND ?""",
        *(moment(100), moment(465)),
    )

    # The company grows meanwhile, so it is a little less than the season alone.
    assert 1.3 < december / april < truth.SEASON[12] + 0.2


def test_the_incident_delays_parcels_and_brings_errors_and_bad_answers(ask: Ask) -> None:
    begins, ends = (moment(number / DAY) for number in Calendar(UNTIL).incident)
    held, usual = ask(
        f"""SELECT avg(delay) FILTER (d_carrier = 'Rhein Kurier'), avg(delay) FILTER (d_carrier <> 'Rhein Kurier') FROM {DELAYS}
        JOIN (SELECT order_id, occurred_at AS shipped_at FROM x WHERE kind = 'order_shipped') USING (order_id)
        WHERE shipped_at BETWEEN ? AND ?""",
        *(begins, ends),
    )
    while_it_lasted, normally = ask(
        """SELECT count(*) FILTER (occurred_at BETWEEN ? AND ? + INTERVAL 8 DAY) / 17,
        count(*) FILTER (occurred_at BETWEEN ? - INTERVAL 60 DAY AND ?) / 60
        FROM x WHERE touchpoint = 'Error shown' AND d_country = 'DE'""",
        *(begins, ends, begins, begins),
    )
    angry, content = ask(
        """SELECT avg(score) FILTER (occurred_at BETWEEN ? + INTERVAL 5 DAY AND ? + INTERVAL 10 DAY),
        avg(score) FILTER (occurred_at < ?) FROM x WHERE survey_id = 'after-purchase' AND d_carrier = 'Rhein Kurier'""",
        *(begins, ends, begins),
    )

    assert held == pytest.approx(truth.INCIDENT.late * truth.INCIDENT.delay_days, abs=0.8)
    assert usual < 0.7
    assert while_it_lasted > 2 * normally
    assert content - angry > 0.7


def test_people_get_in_touch_on_mondays(ask: Ask) -> None:
    monday, sunday = ask(
        "SELECT count(*) FILTER (isodow(occurred_at) = 1), count(*) FILTER (isodow(occurred_at) = 7) FROM x "
        "WHERE kind = 'conversation_opened'"
    )

    assert monday > 2 * sunday


def test_agents_differ_in_speed_and_shops_in_quality(ask: Ask) -> None:
    slow, fast = ask(
        f"""SELECT median(seconds) FILTER (agent = 'Uwe'), median(seconds) FILTER (agent = 'Jonas')
        FROM (SELECT agent, epoch(answered - opened) AS seconds FROM {CONVERSATIONS} WHERE channel = 'chat')"""
    )
    hamburg, berlin = ask(
        "SELECT avg(score) FILTER (d_shop LIKE 'Hamburg%'), avg(score) FILTER (d_shop LIKE 'Berlin%') FROM x WHERE metric = 'nps'"
    )

    assert slow / fast == pytest.approx(1.9 / 0.8, rel=0.3)
    assert hamburg - berlin == pytest.approx(-0.8, abs=0.55)
