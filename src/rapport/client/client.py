"""The client: questions at hand, everything else by resource."""

import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from rapport.client.answer import Answer
from rapport.client.connection import Connection, Json
from rapport.client.resources.imports import Imports, Rejects
from rapport.client.resources.interactions import Interactions
from rapport.client.resources.kept import Annotations, Dashboards, Segments, Views
from rapport.client.resources.people import People
from rapport.client.resources.workspace import Keys, Members, Settings


class Client:
    """A workspace of a server, as its API shows it.

    Parameters
    ----------
    url : of the server, such as ``https://cx.example.com``.
    key : an API key of the workspace, ``rpt_…``; its scopes say what is possible.
    timeout_s : how long to wait for an answer.

    Examples
    --------
    >>> shop = Client("https://cx.example.com", "rpt_…")  # doctest: +SKIP
    >>> shop.ask("nps", every="month", by="country")  # doctest: +SKIP
    """

    def __init__(self, url: str, key: str, *, timeout_s: float = 60, sleep: Callable[[float], None] = time.sleep) -> None:
        self._connection = Connection(url, key, timeout_s=timeout_s, sleep=sleep)
        self.interactions = Interactions(self._connection, sleep)
        self.people = People(self._connection)
        self.imports = Imports(self._connection, sleep)
        self.rejects = Rejects(self._connection)
        self.segments = Segments(self._connection)
        self.views = Views(self._connection)
        self.dashboards = Dashboards(self._connection)
        self.annotations = Annotations(self._connection)
        self.settings = Settings(self._connection)
        self.members = Members(self._connection)
        self.keys = Keys(self._connection)

    def ask(self, metric: str, **question: Any) -> Any:  # Any: a data frame, where pandas is installed
        """Ask for a figure; takes what `answer` takes.

        Returns
        -------
        A pandas data frame with a row for each bucket and group: the parts of its key, value, low, high, n, n_eff,
        suppressed; its `attrs` hold metric, unit, definition and warnings. Without pandas, a list of the same rows.
        """
        found = self.answer(metric, **question)
        try:
            return found.to_frame()
        except ImportError:
            return found.to_rows()

    def answer(
        self,
        metric: str,
        *,
        first: str | None = None,
        last: str | None = None,
        every: str | None = None,
        by: str | Sequence[str] = (),
        where: str | None = None,
        segment: str | None = None,
        compare: str | None = None,
        weighted: bool = False,
        window: str | None = None,
    ) -> Answer:
        """Ask for a figure.

        Parameters
        ----------
        metric : its key; `metrics()` lists them.
        first, last : the first and last day, month, year or moment, both inclusive: "2026-01", "today", "-90d".
        every : day, week, month, quarter or year.
        by : names to break down by: "channel", "country", "trait.plan".
        where : a filter: "country = DE and did(order_placed, 90d)".
        segment : key of a segment that must hold as well.
        compare : "previous", "rest" (of the breakdown), or another period "FROM..TO".
        weighted : whether each answer counts with its survey weight.
        window : after how long without a sign of life a person is lost: "90d".

        Raises
        ------
        InvalidError : the question cannot be read or answered; the text says what to write instead.
        """
        question: Json = {
            "metric": metric,
            "from": first,
            "to": last,
            "every": every,
            "by": [by] if isinstance(by, str) else list(by),
            "where": where,
            "segment": segment,
            "compare": compare,
            "weighted": weighted,
            "window": window,
        }
        return Answer.of(self._connection.post("/ask", {name: value for name, value in question.items() if value is not None}))

    def changes(
        self,
        *,
        first: str | None = None,
        last: str | None = None,
        compare: str | None = None,
        metrics: Sequence[str] = (),
        by: Sequence[str] = (),
        where: str | None = None,
        segment: str | None = None,
    ) -> Json:
        """Find what changed between two periods, in all metrics and groups: the largest first, each in a sentence."""
        return dict(
            self._connection.get(
                "/changes",
                from_=first,
                to=last,
                compare=compare,
                metric=list(metrics),
                by=list(by),
                where=where,
                segment=segment,
            )
        )

    def metrics(self) -> list[Json]:
        """List the metrics, with definition, unit and caveats."""
        return list(self._connection.get("/metrics"))

    def metric(self, key: str) -> Json:
        """Show a metric."""
        return dict(self._connection.get(f"/metrics/{key}"))

    def who_am_i(self) -> Json:
        """Say which workspace the key belongs to, and what it may."""
        return dict(self._connection.get("/"))

    def audit(self, *, actor: str | None = None, action: str | None = None, since: object = None, until: object = None) -> Any:
        """Go through the audit log, newest first."""
        return self._connection.pages("/audit", actor=actor, action=action, since=since, until=until, limit=500)

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
