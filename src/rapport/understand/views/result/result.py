"""An answer, row by row, with what belongs beside each figure."""

from collections.abc import Callable
from dataclasses import dataclass

from rapport.understand.metrics.public import Answer, AnswerRow, ComparisonRow

KeyValue = str | float | int | None
Key = tuple[tuple[str, KeyValue], ...]
Link = Callable[[Key], str]
"""Gives the address of what stands behind a figure, from its key; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the answer and where it belongs.

    Parameters
    ----------
    bucket : the first day of its bucket (ISO), None without a grain.
    group : the values of the breakdown.
    comparison : what a test says about it, where one was asked for.
    href : the evidence behind it.
    """

    bucket: str | None
    group: tuple[KeyValue, ...]
    row: AnswerRow
    comparison: ComparisonRow | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as it is shown.

    Parameters
    ----------
    names : the dimensions of the groups; the currency among them where the answer splits by it.
    """

    answer: Answer
    names: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def groups(self) -> tuple[tuple[KeyValue, ...], ...]:
        """The groups in the order of the answer: largest first."""
        return tuple(dict.fromkeys(cell.group for cell in self.cells))

    @property
    def buckets(self) -> tuple[str, ...]:
        """The buckets, in time."""
        return tuple(sorted({cell.bucket for cell in self.cells if cell.bucket}))


def result_of(answer: Answer, *, link: Link = lambda key: "") -> Result:
    """Lay out an answer.

    Parameters
    ----------
    link : gives each figure the address of its evidence.
    """
    grain = answer.question.grain
    compared = answer.comparison.rows if answer.comparison else (None,) * len(answer.rows)
    skipped = 1 if grain else 0
    names = tuple(name for name, _ in answer.rows[0].key[skipped:]) if answer.rows else answer.question.breakdown
    cells = tuple(
        Cell(
            bucket=str(row.key[0][1]) if grain else None,
            group=tuple(value for _, value in row.key[skipped:]),
            row=row,
            comparison=comparison,
            href=link(row.key),
        )
        for row, comparison in zip(answer.rows, compared, strict=True)
    )
    return Result(answer, names, cells)
