"""The answer to a question: figures with their intervals, ready for a notebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

GRAINS = ("day", "week", "month", "quarter", "year")
FIGURE = ("value", "low", "high", "n", "n_eff")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered: the same document as `rapport ask --json` prints.

    Parameters
    ----------
    metric, unit, definition : what the figures mean. Shares are 0 to 1, NPS in points, money in major units.
    period : `from` and `to` of what was looked at.
    rows : a dictionary for each bucket and group: its key, value, low, high, n, n_eff, suppressed.
    comparison : what the tests say of each row against what it was compared with; None where nothing was.
    warnings : what has to be known about this very answer.
    """

    metric: str
    unit: str
    definition: str
    period: Mapping[str, str | None]
    rows: Sequence[Mapping[str, Any]]  # Any: JSON
    comparison: Mapping[str, Any] | None
    warnings: Sequence[str]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Answer":
        """Read the document of an answer."""
        return cls(**{name: document[name] for name in cls.__slots__})

    @property
    def value(self) -> float | None:
        """The figure, where there is only one; None where it is not known or suppressed."""
        if len(self.rows) > 1:
            raise ValueError(f"There are {len(self.rows)} figures. Look at rows, or make a frame of them.")
        return self.rows[0]["value"] if self.rows else None

    def to_rows(self) -> list[dict[str, Any]]:
        """Return flat rows: the parts of the key, value, low, high, n, n_eff, suppressed, and figures beside the main one."""
        return [_flat(row) for row in self.rows]

    def to_frame(self) -> "pd.DataFrame":
        """Return a data frame with the columns of `to_rows`; its `attrs` hold metric, unit, definition, period and warnings.

        Buckets of time are timestamps. Raises ImportError where pandas is not installed.
        """
        return self._frame(self.to_rows(), [*FIGURE, "suppressed"])

    def comparison_to_frame(self) -> "pd.DataFrame":
        """Return a data frame of the comparison: key, before, after, change, low, high, p, p_adjusted, verdict, good."""
        if self.comparison is None:
            raise ValueError("Nothing was compared. Ask with compare='previous', 'rest' or FROM..TO.")
        compared = ["before", "after", "change", "low", "high", "p", "p_adjusted", "verdict", "good"]
        return self._frame([_compared(row) for row in self.comparison["rows"]], compared)

    def _frame(self, rows: list[dict[str, Any]], columns: list[str]) -> "pd.DataFrame":
        import pandas as pd

        keys = list(dict.fromkeys(name for row in self.rows for name in row["key"]))
        further = [name for row in rows for name in row if name not in (*keys, *columns)]
        frame = pd.DataFrame(rows, columns=[*keys, *columns, *dict.fromkeys(further)])
        for grain in GRAINS:
            if grain in keys:
                frame[grain] = pd.to_datetime(frame[grain])
        frame.attrs = {
            "metric": self.metric,
            "unit": self.unit,
            "definition": self.definition,
            "period": dict(self.period),
            "warnings": list(self.warnings),
        }
        return frame


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat = {**row["key"], **{name: row[name] for name in FIGURE}, "suppressed": row["suppressed"]}
    for name, figure in (row.get("further") or {}).items():
        flat[name] = figure["value"]
    return flat


def _compared(row: Mapping[str, Any]) -> dict[str, Any]:
    sides = {side: row[side]["value"] if row[side] else None for side in ("before", "after")}
    return {**row["key"], **{name: value for name, value in row.items() if name != "key"}, **sides}
