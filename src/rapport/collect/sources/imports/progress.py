"""How far an import is: one line that is redrawn on a terminal, a plain line now and then elsewhere."""

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

REDRAW_S = 0.2
REPORT_S = 0.4
PLAIN_S = 5.0


@dataclass(slots=True)
class Progress:
    """Draws progress.

    Parameters
    ----------
    stored : asks how many interactions are stored (or known already) so far.
    report : a file in which another program finds how far it is: JSON with `share`, `rows`, `stored`, `seconds`.
    """

    out: TextIO
    is_terminal: bool
    width: int
    total_bytes: int
    stored: Callable[[], int]
    report: Path | None = None
    began: float = field(default_factory=time.monotonic)
    rows: int = 0
    bytes_before: int = 0
    bytes_of_file: int = 0
    _drawn_at: float = 0.0
    _reported_at: float = 0.0
    _has_drawn: bool = False

    def __post_init__(self) -> None:
        self._drawn_at = self.began

    def advance(self, *, rows: int, bytes_of_file: int) -> None:
        """Count rows, and say how far the present file has been read."""
        self.rows += rows
        self.bytes_of_file = bytes_of_file
        self.tick()

    def next_file(self, size: int) -> None:
        """Say that a file of so many bytes has been read to its end."""
        self.bytes_before += size
        self.bytes_of_file = 0

    def tick(self) -> None:
        """Draw, if it is time to."""
        now = time.monotonic()
        if now - self._drawn_at >= (REDRAW_S if self.is_terminal else PLAIN_S):
            self._drawn_at = now
            self._draw(self._line(now - self.began))
        if self.report and now - self._reported_at >= REPORT_S:
            self._reported_at = now
            self._write_report(self.report, now - self.began)

    def end(self) -> None:
        """Take the line away."""
        if self._has_drawn and self.is_terminal:
            self.out.write("\r\033[K")
            self.out.flush()

    def _draw(self, line: str) -> None:
        self._has_drawn = True
        self.out.write(f"\r\033[K{line[: self.width - 1]}" if self.is_terminal else f"{line}\n")
        self.out.flush()

    def _write_report(self, path: Path, seconds: float) -> None:
        said = {"share": round(self._share(), 4), "rows": self.rows, "stored": self.stored(), "seconds": round(seconds, 1)}
        beside = path.with_suffix(".new")
        with contextlib.suppress(OSError):  # whoever watches is told less; the import goes on
            beside.write_text(json.dumps(said))
            beside.replace(path)  # so that nobody reads half of it

    def _share(self) -> float:
        return min(1.0, (self.bytes_before + self.bytes_of_file) / self.total_bytes) if self.total_bytes else 1.0

    def _line(self, seconds: float) -> str:
        share = self._share()
        parts = [
            f"{share:4.0%}",
            f"{self.rows:,} rows read",
            f"{self.rows / max(seconds, 0.001):,.0f}/s",
            f"{self.stored():,} stored",
        ]
        if 0.005 < share < 1:
            parts.append(f"about {_spoken(seconds / share * (1 - share))} left")
        elif share >= 1:
            parts.append("storing the rest")
        return "  ".join(parts)


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
