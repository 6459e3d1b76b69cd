"""Results as tables: for the terminal, and as the page of the documentation."""

from collections.abc import Sequence

from bench.benchmark import Figure
from bench.results import Result

HEAD = ("what", "figure", "against", "theirs", "ratio", "goal", "met")
_INTRODUCTION = """\
# Benchmarks

Written by `make bench`; `make bench-quick` prints the same on little data. All data are generated (seeded; two years of page
views, orders, survey answers, conversations and subscriptions by people whose activity follows a power law). A ratio compares
two programs in the same run on the same machine: above 1, Rapport takes more. Ratios carry over to other machines, absolute
figures do not. Times are medians of runs that took turns.
"""


def as_page(results: Sequence[Result]) -> str:
    """Return the page of the documentation, one section for each benchmark."""
    return "\n".join([_INTRODUCTION, *(_section(result) for result in results)])


def _section(result: Result) -> str:
    rows = [_cells(figure) for figure in result.outcome.figures]
    lines = ["| " + " | ".join(cells) + " |" for cells in (HEAD, ("---",) * len(HEAD), *rows)]
    limits = f"**What limits it.** {result.outcome.limits}\n" if result.outcome.limits else ""
    return "\n".join([f"## {result.title}\n", f"{result.outcome.scale}. Machine: {result.machine}.\n", *lines, "", limits])


def as_text(result: Result) -> str:
    """Return one result as a table for the terminal."""
    rows = [HEAD, *(_cells(figure) for figure in result.outcome.figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"\n{result.title} ({result.outcome.scale})", *lines, result.outcome.limits])


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.what,
        f"{_number(figure.value)} {figure.unit}",
        figure.peer,
        "" if figure.peer_value is None else f"{_number(figure.peer_value)} {figure.unit}",
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.goal,
        {True: "yes", False: "no", None: ""}[figure.is_met],
    )


def _number(value: float) -> str:
    """Return three significant digits, with separators of thousands."""
    if abs(value) >= 1000:
        return f"{round(value, 2 - len(str(int(abs(value)))) + 1):,.0f}"
    return f"{value:.3g}"
