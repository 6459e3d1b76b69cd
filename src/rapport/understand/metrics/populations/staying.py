"""People who were active when the period, or a bucket, began, and whether they still are when it ends."""

from dataclasses import dataclass, replace

from rapport.understand.metrics.names import Field, RowNames
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.populations.rows import row_conditions
from rapport.understand.metrics.scope import PERIOD_FROM, PERIOD_TO, Scope, where

_WINDOW = "$activity_window_s"


@dataclass(frozen=True, slots=True)
class Staying:
    """One row `e` for each person (and group) active at the start of a bucket; `is_kept` is 1 for who is active at its end.

    Active at a moment is who did something, by `looks_at`, within the inactivity window before it.
    """

    looks_at: str
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        rows = RowNames(scope)
        keys = tuple(rows.resolve(name) for name in names)
        copied = tuple(replace(key, sql=f"e.key_{i}") for i, key in enumerate(keys))
        # The activity before the period counts too, so the period's start is no condition here.
        conditions = row_conditions(self.looks_at, scope, rows, since=_before(scope, PERIOD_FROM))
        source = f"interactions AS x {rows.joins} {where(conditions)}"
        who = Identity(Entity.PERSON, "e.who")
        if scope.template.grain is None:
            both_ends = _at_both_ends(scope, keys, source)
            return Relation(source=both_ends, keys=copied, bucket=None, identity=who, is_split=scope.splits.are_several)
        scope.needs_buckets = True
        with_ = tuple(_by_bucket(scope, keys, source))
        return Relation(
            source="stay AS e", keys=copied, bucket="e.day", with_=with_, identity=who, is_split=scope.splits.are_several
        )


def _before(scope: Scope, time: str) -> str:
    return scope.dialect.add_seconds(time, f"-{_WINDOW}")


def _at_both_ends(scope: Scope, keys: tuple[Field, ...], source: str) -> str:
    named = _named(scope, keys)
    is_early = f"x.occurred_at < {PERIOD_FROM}"
    is_late = f"x.occurred_at >= {_before(scope, PERIOD_TO)}"
    inner = (
        f"SELECT x.person_id AS who{named}, max(CASE WHEN {is_early} THEN 1 ELSE 0 END) AS was_active, "
        f"max(CASE WHEN {is_late} THEN 1 ELSE 0 END) AS is_kept FROM {source} {scope.splits.group_by('who')}"
    )
    return f"({inner}) AS e WHERE e.was_active = 1"


def _named(scope: Scope, keys: tuple[Field, ...]) -> str:
    """Return the columns that signs of life are grouped by beside the person, to follow others."""
    columns = {**scope.splits.selected(), **{f"key_{i}": key.sql for i, key in enumerate(keys)}}
    return "".join(f", {sql} AS {name}" for name, sql in columns.items())


def _by_bucket(scope: Scope, keys: tuple[Field, ...], source: str) -> list[str]:
    """Return named subqueries, the last one with a row for each person active at the start of a bucket.

    Moments are the ends of the buckets, after the period's start as moment 0. A person's last sign of life in a bucket makes
    active at the moments up to the next bucket with a sign of life, as far as the window reaches: so rows are first reduced
    to one for each person and bucket.
    """
    dialect = scope.dialect
    groups = [*scope.splits.selected(), *(f"key_{i}" for i in range(len(keys)))]

    def of(alias: str) -> str:
        return "".join(f", {alias}.{name} AS {name}" for name in groups)

    def next_of(column: str, alias: str) -> str:
        person = ", ".join(f"{alias}.{name}" for name in ("who", *groups))
        return dialect.next_value(f"{alias}.{column}", partition=person, order=f"{alias}.{column}")

    day = f"CASE WHEN x.occurred_at >= {PERIOD_FROM} THEN {scope.bucket('x.occurred_at')} END"
    until = "least(coalesce(s.next_moment, $moment_count), s.moment + $moment_span)"
    spread = dialect.each_number(
        "s.moment", until, source="seen AS s", columns=f"s.who AS who, s.last_at AS last_at{of('s')}", name="moment"
    )
    buckets = dialect.rows_of({"day": "$bucket_days", "moment": "$bucket_moments"})
    moments = dialect.rows_of({"moment": "$moments", "since": "$moment_since"})
    return [
        f"bucket AS (SELECT {dialect.bucket('day', 'o.day')} AS day, o.moment AS moment FROM {buckets} AS o)",
        f"sign AS (SELECT x.person_id AS who, {day} AS day{_named(scope, keys)}, max(x.occurred_at) AS last_at "
        f"FROM {source} {scope.splits.group_by('who', 'day')})",
        f"placed AS (SELECT s.who AS who, s.last_at AS last_at{of('s')}, coalesce(b.moment, 0) AS moment "
        "FROM sign AS s LEFT JOIN bucket AS b ON b.day = s.day)",
        f"seen AS (SELECT p.who AS who, p.last_at AS last_at{of('p')}, p.moment AS moment, "
        f"{next_of('moment', 'p')} AS next_moment FROM placed AS p)",
        f"active AS (SELECT a.who AS who, a.moment AS moment{of('a')} FROM {spread} AS a "
        f"JOIN {moments} AS m ON m.moment = a.moment WHERE m.since <= a.last_at)",
        f"watched AS (SELECT a.who AS who, a.moment AS moment{of('a')}, {next_of('moment', 'a')} AS next_moment "
        "FROM active AS a)",
        f"stay AS (SELECT b.day AS day, w.who AS who{of('w')}, "
        "CASE WHEN w.next_moment = w.moment + 1 THEN 1 ELSE 0 END AS is_kept "
        "FROM watched AS w JOIN bucket AS b ON b.moment = w.moment + 1)",
    ]
