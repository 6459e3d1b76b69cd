"""From the steps of contracts to when each ran, at which price.

Most contracts run once, at one price: a single grouping finds these. The others (begun again after an end, or at another
price) go through window functions, which cost some five times as much.
"""

from rapport.understand.metrics.scope import Scope

IS_CONTRACT = "left(x.kind, 13) = 'subscription_'"
"""Steps of contracts. They all have a subscription_id; reading it only to see that costs half as much as the question."""
_PLACE = (
    "CASE x.kind WHEN 'subscription_started' THEN 0 WHEN 'subscription_renewed' THEN 1 WHEN 'subscription_changed' THEN 2 "
    "WHEN 'subscription_cancelled' THEN 3 ELSE 4 END"
)
"""The order of steps at one time."""
_CANCELLED = 3


def contract_steps(scope: Scope) -> str:
    """Return the query of the steps that count, of all contracts: `contract`, `at`, `currency`, `place`."""
    return _counting(scope, IS_CONTRACT)


def contract_stays(scope: Scope, *, has_prices: bool, has_currency: bool) -> tuple[str, ...]:
    """Return the named queries that lead to `stay`: a row for each contract that ran at the start of a bucket.

    Its columns: `day` (of the bucket), `contract`, `is_kept`, `start_price` and `end_price` (both 0 without prices) and the
    `currency` in which the run began (NULL where it is not asked for).
    """
    monthly = "x.monthly_amount" if has_prices else "0"
    currency = "x.currency" if has_currency else "NULL"
    return (
        _buckets(scope),
        _contracts(has_prices=has_prices, has_currency=has_currency),
        *_runs_of_others(scope, monthly=monthly, currency=currency),
        f"stay AS ({_stays_of_simple()} UNION ALL {_stays_of_others()})",
    )


def _buckets(scope: Scope) -> str:
    lists = {"day": "$bucket_days", "start_at": "$bucket_starts", "end_at": "$bucket_ends"}
    day = scope.dialect.bucket("day", "o.day")
    return f"bucket AS (SELECT {day} AS day, o.start_at AS start_at, o.end_at AS end_at FROM {scope.dialect.rows_of(lists)} AS o)"


def _contracts(*, has_prices: bool, has_currency: bool) -> str:
    """Return the query of what one grouping tells of each contract, and whether that is all (`is_simple`).

    It is, where nothing follows an end, and all prices are one. Then it ran from the first priced step until the first end,
    or until a cancellation that nothing followed.
    """
    is_priced = "x.kind <> 'subscription_cancelled' AND x.kind <> 'subscription_ended'"
    columns = {
        "since": f"min(CASE WHEN {is_priced} THEN x.occurred_at END)",
        "last_at": "max(x.occurred_at)",
        "cancelled_at": "max(CASE WHEN x.kind = 'subscription_cancelled' THEN x.occurred_at END)",
        "ended_at": "min(CASE WHEN x.kind = 'subscription_ended' THEN x.occurred_at END)",
    }
    is_simple = ["coalesce(c.last_at = c.ended_at, TRUE)"]
    price, currency = "0", "NULL"
    if has_prices:
        monthly = f"CASE WHEN {is_priced} THEN coalesce(x.monthly_amount, 0) END"
        columns |= {"lowest": f"min({monthly})", "highest": f"max({monthly})"}
        is_simple.append("c.lowest = c.highest AND c.lowest >= 0")
        price = "c.highest"
    if has_currency:
        said = f"CASE WHEN {is_priced} THEN coalesce(x.currency, '') END"
        columns |= {"currency_low": f"min({said})", "currency_high": f"max({said})"}
        is_simple.append("c.currency_low = c.currency_high")
        currency = "nullif(c.currency_high, '')"
    aggregates = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return (
        "contract AS (SELECT c.contract AS contract, c.since AS since, "
        "coalesce(c.ended_at, CASE WHEN c.cancelled_at = c.last_at THEN c.cancelled_at END) AS until, "
        f"{price} AS price, {currency} AS currency, {' AND '.join(is_simple)} AS is_simple "
        f"FROM (SELECT x.subscription_id AS contract, {aggregates} FROM interactions AS x WHERE {IS_CONTRACT} GROUP BY 1) AS c "
        "WHERE c.since IS NOT NULL)"
    )


def _stays_of_simple() -> str:
    is_kept = "CASE WHEN c.until IS NULL OR c.until >= b.end_at THEN 1 ELSE 0 END"
    return (
        f"SELECT b.day AS day, c.contract AS contract, {is_kept} AS is_kept, c.price AS start_price, "
        f"{is_kept} * c.price AS end_price, c.currency AS currency FROM contract AS c CROSS JOIN bucket AS b "
        "WHERE c.is_simple AND c.since < b.start_at AND (c.until IS NULL OR c.until >= b.start_at)"
    )


def _stays_of_others() -> str:
    runs_at = "g.since < b.{0} AND (g.until IS NULL OR g.until >= b.{0})"
    at_start, at_end = runs_at.format("start_at"), runs_at.format("end_at")
    columns = {
        "day": "b.day",
        "contract": "g.contract",
        "is_kept": f"max(CASE WHEN {at_end} THEN 1 ELSE 0 END)",
        "start_price": f"max(CASE WHEN {at_start} THEN g.state END)",
        "end_price": f"coalesce(max(CASE WHEN {at_end} THEN g.state END), 0)",
        "currency": f"max(CASE WHEN {at_start} THEN g.currency END)",
        "was_running": f"max(CASE WHEN {at_start} THEN 1 ELSE 0 END)",
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    inner = f"SELECT {selected} FROM run AS g CROSS JOIN bucket AS b WHERE ({at_start}) OR ({at_end}) GROUP BY 1, 2"
    return (
        "SELECT e.day AS day, e.contract AS contract, e.is_kept AS is_kept, e.start_price AS start_price, "
        f"e.end_price AS end_price, e.currency AS currency FROM ({inner}) AS e WHERE e.was_running = 1"
    )


def _runs_of_others(scope: Scope, *, monthly: str, currency: str) -> tuple[str, ...]:
    """Return the named queries that lead to `run`: from when until when each other contract had which price.

    A step leaves a state: while a contract runs its monthly price, else a number below 0. Steps that change nothing, such as
    most renewals, are left out first.
    """
    dialect = scope.dialect
    others = "x.subscription_id IN (SELECT c.contract FROM contract AS c WHERE NOT c.is_simple)"
    steps = _counting(scope, f"{IS_CONTRACT} AND {others}", monthly=monthly, currency=currency)
    state = f"CASE WHEN s.place < {_CANCELLED} THEN coalesce(s.monthly, 0) ELSE s.place - {_CANCELLED + 2} END"
    stated = (
        f"SELECT s.contract AS contract, s.at AS at, s.turn AS turn, s.currency AS currency, {state} AS state FROM ({steps}) AS s"
    )
    previous = dialect.previous_value("s.state", partition="s.contract", order="s.turn")
    until = dialect.next_value("s.at", partition="s.contract", order="s.turn")
    return (
        f"state AS (SELECT s.*, {previous} AS previous FROM ({stated}) AS s)",
        f"span AS (SELECT s.contract AS contract, s.at AS since, {until} AS until, s.state AS state, s.currency AS currency "
        "FROM state AS s WHERE s.previous IS NULL OR s.previous <> s.state)",
        "run AS (SELECT s.* FROM span AS s WHERE s.state >= 0)",
    )


def _counting(scope: Scope, condition: str, *, monthly: str = "0", currency: str = "x.currency") -> str:
    """Return the query of the steps `s` that count: a cancellation only where no step followed it."""
    # One whole number to sort by is faster than a time and a place.
    rows = (
        f"SELECT x.subscription_id AS contract, x.occurred_at AS at, {currency} AS currency, {_PLACE} AS place, "
        f"8 * {scope.dialect.microseconds('x.occurred_at')} + {_PLACE} AS turn, {monthly} AS monthly "
        f"FROM interactions AS x WHERE {condition}"
    )
    following = scope.dialect.next_value("r.place", partition="r.contract", order="r.turn")
    ordered = f"SELECT r.*, {following} AS next_place FROM ({rows}) AS r"
    return f"SELECT s.* FROM ({ordered}) AS s WHERE s.place <> {_CANCELLED} OR s.next_place IS NULL"
