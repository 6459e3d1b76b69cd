"""What the engines write differently in SQL. Everything else in a question is the same text on each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Dialect(Protocol):
    """Writes the parts of a statement in which engines differ. Arguments and results are SQL, never values.

    Times are naive UTC. A missing value is NULL on every engine; where one of them would give a zero, an empty text or 1970
    instead, the method is here to prevent it. Beyond these methods, questions keep to what all engines share: ``min`` and
    ``max`` over a ``CASE`` rather than with ``FILTER`` (ClickHouse would turn an empty one into 1970), no alias that is a
    column's name (ClickHouse would put it into the ``WHERE``), and ``coalesce`` around whatever can be NULL in a condition.
    """

    @property
    def name(self) -> str: ...

    def bucket(self, grain: str, time: str) -> str:
        """Return the date on which a bucket begins; `grain` is day, week (from Monday), month, quarter or year."""

    def add_seconds(self, time: str, seconds: str) -> str:
        """Return a time moved by whole seconds."""

    def seconds_between(self, start: str, end: str) -> str:
        """Return seconds with their fraction, exact to the microsecond; NULL when either is."""

    def microseconds(self, time: str) -> str:
        """Return a time as microseconds since 1970."""

    def day_number(self, time: str) -> str:
        """Return the number of the UTC day since 1970."""

    def second_of_day(self, time: str) -> str:
        """Return the seconds since midnight in UTC, with their fraction."""

    def weekday(self, time: str) -> str:
        """Return 1 for Monday to 7 for Sunday."""

    def hour(self, time: str) -> str: ...

    def month(self, time: str) -> str: ...

    def as_text(self, value: str) -> str:
        """Return a value as text, NULL as NULL."""

    def as_number(self, text: str) -> str:
        """Return the number that a text says; NULL where it says none."""

    def contains(self, text: str, part: str) -> str:
        """Test whether a text holds another, whatever the case of their letters."""

    def matches(self, text: str, pattern: str) -> str:
        """Test whether a regular expression (RE2) is found in a text."""

    def json_text(self, document: str, key: str) -> str:
        """Return the value of a top-level key as text; NULL where it is missing. `key` is SQL too: a bound parameter."""

    def hash(self, text: str) -> str:
        """Return a 64-bit number that stands for a text inside one statement. NULL gives NULL."""

    def first_value(self, value: str, time: str) -> str:
        """Aggregate: the earliest known value; of several at one time the smallest."""

    def last_value(self, value: str, time: str) -> str:
        """Aggregate: the latest known value; of several at one time the largest."""

    def last_amount(self, value: str, time: str) -> str:
        """Aggregate: as `last_value`, faster, of numbers within ±2^62. Those that differ by less than 1/32 count as equal."""

    def at_lowest(self, value: str, key: str) -> str:
        """Aggregate: the known value beside the lowest key. For unique keys; faster than `first_value`."""

    def sorted_values(self, value: str) -> str:
        """Aggregate: the known values as an ascending list."""

    def element(self, values: str, position: str) -> str:
        """Return an element of a list, counted from 1. The position must exist."""

    def length(self, values: str) -> str: ...

    def no_values(self) -> str:
        """Return an empty list of numbers."""

    def next_value(self, value: str, *, partition: str, order: str) -> str:
        """Window: the value of the next row; NULL after the last."""

    def previous_value(self, value: str, *, partition: str, order: str) -> str:
        """Window: the value of the row before; NULL at the first."""

    def rows_of(self, lists: Mapping[str, str]) -> str:
        """Return a subquery with one row per position of lists of equal length (column name → bound list)."""

    def each_number(self, start: str, stop: str, *, source: str, columns: str, name: str) -> str:
        """Return a subquery with a row of `source` for each whole number from `start` up to before `stop`."""


@dataclass(frozen=True, slots=True)
class DuckDBDialect:
    """DuckDB 1.5."""

    name: str = "duckdb"

    def bucket(self, grain: str, time: str) -> str:
        return f"CAST(date_trunc('{grain}', {time}) AS DATE)"

    def add_seconds(self, time: str, seconds: str) -> str:
        # Adding an INTERVAL costs twice as much as adding whole numbers.
        return f"make_timestamp(epoch_us({time}) + 1000000 * CAST({seconds} AS BIGINT))"

    def seconds_between(self, start: str, end: str) -> str:
        return f"((epoch_us({end}) - epoch_us({start})) / 1e6)"

    def microseconds(self, time: str) -> str:
        return f"epoch_us({time})"

    def day_number(self, time: str) -> str:
        return f"(epoch_us({time}) // 86400000000)"

    def second_of_day(self, time: str) -> str:
        return f"((epoch_us({time}) % 86400000000) / 1e6)"

    def weekday(self, time: str) -> str:
        return f"isodow({time})"

    def hour(self, time: str) -> str:
        return f"hour({time})"

    def month(self, time: str) -> str:
        return f"month({time})"

    def as_text(self, value: str) -> str:
        return f"CAST({value} AS VARCHAR)"

    def as_number(self, text: str) -> str:
        return f"TRY_CAST({text} AS DOUBLE)"

    def contains(self, text: str, part: str) -> str:
        return f"contains(lower({text}), lower({part}))"

    def matches(self, text: str, pattern: str) -> str:
        return f"regexp_matches({text}, {pattern})"

    def json_text(self, document: str, key: str) -> str:
        return f"json_extract_string({document}, {key})"

    def hash(self, text: str) -> str:
        return f"CASE WHEN {text} IS NOT NULL THEN CAST(hash({text}) >> 1 AS BIGINT) END"

    def first_value(self, value: str, time: str) -> str:
        return f"arg_min({value}, ROW({time}, {value}))"

    def last_value(self, value: str, time: str) -> str:
        return f"arg_max({value}, ROW({time}, {value}))"

    def last_amount(self, value: str, time: str) -> str:
        # Time and value in one whole number of 128 bits: comparing rows takes half as long again.
        return f"arg_max({value}, CAST(epoch_us({time}) AS HUGEINT) * {2**68} + CAST({value} * 32 AS HUGEINT))"

    def at_lowest(self, value: str, key: str) -> str:
        return f"arg_min({value}, {key})"

    def sorted_values(self, value: str) -> str:
        return f"list_sort(list({value}) FILTER (WHERE {value} IS NOT NULL))"

    def element(self, values: str, position: str) -> str:
        return f"list_extract({values}, CAST({position} AS BIGINT))"

    def length(self, values: str) -> str:
        return f"coalesce(len({values}), 0)"

    def no_values(self) -> str:
        return "CAST([] AS DOUBLE[])"

    def next_value(self, value: str, *, partition: str, order: str) -> str:
        return f"lead({value}) OVER (PARTITION BY {partition} ORDER BY {order})"

    def previous_value(self, value: str, *, partition: str, order: str) -> str:
        return f"lag({value}) OVER (PARTITION BY {partition} ORDER BY {order})"

    def rows_of(self, lists: Mapping[str, str]) -> str:
        return "(SELECT " + ", ".join(f"unnest({bound}) AS {name}" for name, bound in lists.items()) + ")"

    def each_number(self, start: str, stop: str, *, source: str, columns: str, name: str) -> str:
        return f"(SELECT {columns}, unnest(range({start}, {stop})) AS {name} FROM {source})"


@dataclass(frozen=True, slots=True)
class ClickHouseDialect:
    """ClickHouse, with ``join_use_nulls = 1``; times are ``DateTime64(6, 'UTC')``."""

    name: str = "clickhouse"

    def bucket(self, grain: str, time: str) -> str:
        return f"toDate32(dateTrunc('{grain}', {time}))"

    def add_seconds(self, time: str, seconds: str) -> str:
        return f"addSeconds({time}, {seconds})"

    def seconds_between(self, start: str, end: str) -> str:
        return f"(dateDiff('microsecond', {start}, {end}) / 1e6)"

    def microseconds(self, time: str) -> str:
        return f"toUnixTimestamp64Micro({time})"

    def day_number(self, time: str) -> str:
        return f"intDiv(toUnixTimestamp64Micro({time}), 86400000000)"

    def second_of_day(self, time: str) -> str:
        return f"((toUnixTimestamp64Micro({time}) % 86400000000) / 1e6)"

    def weekday(self, time: str) -> str:
        return f"toDayOfWeek({time})"

    def hour(self, time: str) -> str:
        return f"toHour({time})"

    def month(self, time: str) -> str:
        return f"toMonth({time})"

    def as_text(self, value: str) -> str:
        return f"toString({value})"

    def as_number(self, text: str) -> str:
        return f"toFloat64OrNull(toNullable({text}))"

    def contains(self, text: str, part: str) -> str:
        return f"(positionCaseInsensitiveUTF8({text}, {part}) > 0)"

    def matches(self, text: str, pattern: str) -> str:
        return f"match({text}, {pattern})"

    def json_text(self, document: str, key: str) -> str:
        return f"nullIf(JSONExtractString(coalesce({document}, ''), {key}), '')"

    def hash(self, text: str) -> str:
        return f"toInt64(bitShiftRight(cityHash64({text}), 1))"

    def first_value(self, value: str, time: str) -> str:
        return f"argMinOrNull({value}, tuple({time}, {value}))"

    def last_value(self, value: str, time: str) -> str:
        return f"argMaxOrNull({value}, tuple({time}, {value}))"

    def last_amount(self, value: str, time: str) -> str:
        return self.last_value(value, time)

    def at_lowest(self, value: str, key: str) -> str:
        return f"argMinOrNull({value}, {key})"

    def sorted_values(self, value: str) -> str:
        return f"arraySort(groupArray({value}))"

    def element(self, values: str, position: str) -> str:
        return f"arrayElement({values}, toInt64({position}))"

    def length(self, values: str) -> str:
        return f"length({values})"

    def no_values(self) -> str:
        return "CAST([] AS Array(Float64))"

    def next_value(self, value: str, *, partition: str, order: str) -> str:
        # leadInFrame and lead give the type's default after the last row unless the value can be NULL.
        return f"lead(toNullable({value})) OVER (PARTITION BY {partition} ORDER BY {order})"

    def previous_value(self, value: str, *, partition: str, order: str) -> str:
        return f"lag(toNullable({value})) OVER (PARTITION BY {partition} ORDER BY {order})"

    def rows_of(self, lists: Mapping[str, str]) -> str:
        joined = ", ".join(f"{bound} AS {name}" for name, bound in lists.items())
        return f"(SELECT {', '.join(lists)} FROM system.one ARRAY JOIN {joined})"

    def each_number(self, start: str, stop: str, *, source: str, columns: str, name: str) -> str:
        return f"(SELECT {columns}, arrayJoin(range({start}, {stop})) AS {name} FROM {source})"
