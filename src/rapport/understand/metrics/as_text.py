"""An answer as a page for the terminal: title, table, small chart, and what one has to know below."""

import textwrap
from collections.abc import Iterator

from rapport.understand.metrics.aligned_table import Column, aligned_table, shortened
from rapport.understand.metrics.answer import Answer, AnswerRow, ComparisonRow, is_good
from rapport.understand.metrics.interval_chart import interval_chart
from rapport.understand.metrics.notation import NOTHING, key_notation, notation, unit_words
from rapport.understand.metrics.periods import describe_period
from rapport.understand.metrics.question import Against, Period
from rapport.understand.stats.verdict import Verdict

MOST_ROWS = 60
_CHART_WIDTH = 28
_KEY_WIDTH = 40


def answer_as_text(answer: Answer, *, width: int, with_chart: bool) -> str:
    """Return the lines to print, at most `width` columns wide where the table allows it."""
    return "\n".join([*_title(answer), "", *_table(answer, width, with_chart), "", *_notes(answer, width)]) + "\n"


def _title(answer: Answer) -> Iterator[str]:
    yield f"{answer.metric.title}{unit_words(answer.unit)} · {period_words(answer.period, answer.zone)}"


def period_words(period: Period, zone: str) -> str:
    """Say a period: its first and last day."""
    first, last = describe_period(period, zone)
    if first is None or last is None:
        return "no data"
    return first if first == last else f"{first} to {last}"


def _table(answer: Answer, width: int, with_chart: bool) -> Iterator[str]:
    rows = answer.rows[:MOST_ROWS]
    columns = [*_key_columns(rows), *_figure_columns(answer, rows), *_comparison_columns(answer)]
    lines = aligned_table(columns)
    if with_chart and len(rows) > 1 and max(map(len, lines)) + _CHART_WIDTH + 2 <= width:
        columns.append(Column("", interval_chart([row.estimate for row in rows], _CHART_WIDTH)))
        lines = aligned_table(columns)
    yield from lines
    if len(answer.rows) > MOST_ROWS:
        yield f"… and {len(answer.rows) - MOST_ROWS:,} more rows (--json prints all)"


def _key_columns(rows: tuple[AnswerRow, ...]) -> list[Column]:
    if not rows:
        return []
    return [
        Column(name, [shortened(key_notation(row.key[i][1]), _KEY_WIDTH) for row in rows])
        for i, (name, _) in enumerate(rows[0].key)
    ]


def _figure_columns(answer: Answer, rows: tuple[AnswerRow, ...]) -> list[Column]:
    unit = answer.unit
    columns = [
        Column("value", ["(few)" if row.is_suppressed else notation(row.estimate.value, unit) for row in rows], is_number=True),
        Column("95 % interval", [_interval(row, unit) for row in rows], is_number=True),
    ]
    for i, (name, _) in enumerate(next((row.further for row in rows if row.further), ())):
        cells = [notation(row.further[i][1].value, answer.metric.unit_of(name, unit)) if row.further else NOTHING for row in rows]
        columns.append(Column(name, cells, is_number=True))
    if any(row.estimate.value != row.estimate.n for row in rows if not row.is_suppressed):  # of a count, n is the figure itself
        columns.append(Column("n", [_n(row) for row in rows], is_number=True))
    if answer.question.is_weighted:
        columns.append(Column("effective n", [f"{row.estimate.n_eff:,.0f}" for row in rows], is_number=True))
    return [column for column in columns if column.head != "95 % interval" or set(column.cells) != {NOTHING}]


def _interval(row: AnswerRow, unit: str) -> str:
    if not row.estimate.has_interval:
        return NOTHING
    return f"{notation(row.estimate.low, unit)} to {notation(row.estimate.high, unit)}"


def _n(row: AnswerRow) -> str:
    return NOTHING if row.is_suppressed and not row.estimate.n else f"{row.estimate.n:,}"


def _comparison_columns(answer: Answer) -> list[Column]:
    if answer.comparison is None:
        return []
    rows = answer.comparison.rows[:MOST_ROWS]
    head = "rest" if answer.comparison.against is Against.REST else "before"
    return [
        Column(head, [notation(row.tested.before.value, answer.unit) if row.tested else NOTHING for row in rows], is_number=True),
        Column("change", [_change(row, answer.unit) for row in rows], is_number=True),
        Column("verdict", [verdict_words(row, answer) for row in rows]),
    ]


def _change(row: ComparisonRow, unit: str) -> str:
    difference = row.tested.difference if row.tested else None
    if difference is None or difference.value is None:
        return NOTHING
    change = notation(difference.value, unit, signed=True)
    if not difference.has_interval:
        return change
    return f"{change} ({notation(difference.low, unit, signed=True)} to {notation(difference.high, unit, signed=True)})"


_MARKS = {True: " ✓", False: " ✗", None: ""}
_VERDICTS = {
    Verdict.UP: "▲ up",
    Verdict.DOWN: "▼ down",
    Verdict.NO_CLEAR_CHANGE: "no clear change",
    Verdict.TOO_LITTLE_DATA: "too little data",
}


def verdict_words(row: ComparisonRow, answer: Answer) -> str:
    """Say a verdict, with a tick where the change is for the better."""
    tested = row.tested
    words = _VERDICTS[row.verdict] + _MARKS[is_good(answer.metric, row.verdict)]
    if tested is None or tested.p_value is None or row.verdict is Verdict.TOO_LITTLE_DATA:
        return words
    p = tested.p_value if tested.adjusted_p_value is None else tested.adjusted_p_value
    return f"{words} (p {'< 0.001' if p < 0.001 else f'{p:.3f}'})"


def _notes(answer: Answer, width: int) -> Iterator[str]:
    notes = [answer.metric.definition, f"Interval: {answer.metric.interval}."]
    if answer.comparison and answer.comparison.period:
        notes.append(f"Compared with {period_words(answer.comparison.period, answer.zone)}.")
    for note in (*notes, *answer.metric.caveats):
        yield from textwrap.wrap(note, max(width, 40), subsequent_indent="  ")
    for warning in answer.warnings:
        yield from textwrap.wrap(f"Note: {warning}", max(width, 40), subsequent_indent="  ")
