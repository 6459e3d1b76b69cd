"""What a page is asked for: the period, what it is compared with, and whom it looks at. It lives in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.core.channels import Channel
from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.record.store.public import Store, current_store
from rapport.ui.saying import say_error
from rapport.understand.metrics.calendar import local_day, midnight
from rapport.understand.metrics.clauses import both
from rapport.understand.metrics.filter import asks_about_people
from rapport.understand.metrics.pages.presets import BY_KEY, CUSTOM, first_day, last_day, usual_grain, year_before
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.periods import parse_period, parse_range, preceding
from rapport.understand.metrics.preparing import check_filter
from rapport.understand.metrics.question import Grain, Period, Question

PREVIOUS, YEAR, NONE = "previous", "year", "none"
"""What figures can be compared with by name: the period before, the same days a year earlier, nothing."""
_DEFAULT = "90d"


class Query(Protocol):
    """The parameters of an address: Django's `QueryDict`, or a dictionary."""

    def get(self, name: str, default: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """The choices of the filter bar.

    Parameters
    ----------
    preset : ``7d``, ``30d``, ``90d``, ``12m``, ``all`` or ``custom``; by default ``usual``.
    first, last : the days that this means, both inclusive; None leaves a side open.
    compare : ``previous``, ``year``, ``none``, or a period FROM..TO.
    every : the width of buckets that was chosen; None takes `grain`.
    where, segment, channel : whom and what figures look at; all of them together.
    where_typed, where_error : a filter that cannot be read, and what is wrong with it; then `where` is empty.
    segment_where : what the segment stands for.
    errors : what could not be read, in sentences; the page then shows these and no figures.
    """

    zone: str
    preset: str
    first: date | None
    last: date | None
    grain: Grain
    compare: str = PREVIOUS
    every: Grain | None = None
    where: str = ""
    where_typed: str = ""
    where_error: str = ""
    segment: str = ""
    channel: str = ""
    segment_where: str = ""
    usual: str = _DEFAULT
    errors: tuple[str, ...] = ()

    @property
    def other_errors(self) -> tuple[str, ...]:
        """The errors beside that of the filter, which is told where it is corrected."""
        return tuple(error for error in self.errors if error != self.where_error)

    @property
    def period(self) -> Period:
        start = midnight(self.first, self.zone) if self.first else None
        end = midnight(self.last + timedelta(days=1), self.zone) if self.last else None
        return Period(start, end)

    @property
    def condition(self) -> str:
        """Everything that is filtered by, as one filter."""
        return both(self.where, self.segment_where, f"channel = {self.channel}" if self.channel else "")

    @property
    def is_about_people(self) -> bool:
        """Whether it singles people out, so that small counts are suppressed as well."""
        condition = self.condition
        return asks_about_people(parse_expression(condition, bare_words_are_values=True)) if condition else False

    @property
    def compared_with(self) -> str | None:
        """What figures are compared with, as `parse_question` reads it."""
        if self.compare == NONE or self.first is None or self.last is None:
            return None
        if self.compare == YEAR:
            return f"{year_before(self.first)}..{year_before(self.last)}"
        return self.compare

    @property
    def compared_period(self) -> Period | None:
        """The period that figures are compared with."""
        if self.compared_with is None:
            return None
        if self.compared_with == PREVIOUS:
            return preceding(self.period, self.zone)
        return parse_range(self.compared_with, self.zone)

    def question(
        self,
        metric: str,
        *,
        by: Sequence[str] = (),
        every: Grain | None = None,
        compare: str | None = None,
        where: str = "",
        is_compared: bool = True,
    ) -> Question:
        """Return the question for a metric, as `rapport ask` would be asked.

        Parameters
        ----------
        every : one figure for each day, week, …
        compare : instead of what the bar says, such as ``rest``.
        where : a further filter.
        is_compared : whether to compare at all.
        """
        return parse_question(
            metric,
            zone=self.zone,
            first=self.first.isoformat() if self.first else None,
            last=self.last.isoformat() if self.last else None,
            every=every.value if every else None,
            by=by,
            where=both(self.condition, where) or None,
            compare=(compare or self.compared_with) if is_compared else None,
        )

    def as_query(self, **changes: str | None) -> str:
        """Return the query of an address that asks for the same, with changes; None takes a parameter out."""
        parameters: dict[str, str] = {}
        if self.preset == CUSTOM:
            parameters |= {"from": self.first.isoformat() if self.first else "", "to": self.last.isoformat() if self.last else ""}
        elif self.preset != self.usual:
            parameters["period"] = self.preset
        parameters["compare"] = "" if self.compare == PREVIOUS else self.compare
        parameters["every"] = self.every.value if self.every else ""
        parameters |= {"channel": self.channel, "segment": self.segment, "where": self.where or self.where_typed}
        parameters |= {name: value or "" for name, value in changes.items()}
        return urlencode({name: value for name, value in parameters.items() if value})

    def between(self, first: date, last: date) -> "ViewFilter":
        """Return the same choices for other days."""
        return replace(self, preset=CUSTOM, first=first, last=last, grain=usual_grain(first, last), every=None)

    def narrowed(self, where: str) -> "ViewFilter":
        """Return the same choices with a further filter."""
        return replace(self, where=both(self.where, where))


def parse_view_filter(
    query: Query | Mapping[str, str], workspace: Workspace, *, default: str = _DEFAULT, store: Store | None = None
) -> ViewFilter:
    """Read the choices from the parameters of an address.

    Parameters
    ----------
    default : the period when none is named.
    store : of the workspace; by default the open one. Periods count back from its last day with data.

    Returns
    -------
    What was asked for. What cannot be read is left out, and `errors` says so.
    """
    store = store or current_store(workspace.slug)
    reader = _Reader(query, workspace, store, default)
    preset, first, last = reader.days()
    shown_first = first or first_day(store, workspace.zone)
    shown_last = last or last_day(store, workspace.zone)
    where, where_error = reader.where()
    chosen = ViewFilter(
        zone=workspace.zone,
        preset=preset,
        first=first,
        last=last,
        grain=usual_grain(shown_first, max(shown_first, shown_last)),
        compare=reader.compare(),
        every=reader.every(),
        where=where,
        where_typed=reader.text("where") if where_error else "",
        where_error=where_error,
        segment=reader.text("segment"),
        channel=reader.channel(),
        segment_where=reader.segment_where(),
        usual=default,
    )
    return replace(chosen, errors=tuple(reader.errors))


class _Reader:
    """Reads one parameter after the other, and collects what is wrong with them."""

    def __init__(self, query: Query | Mapping[str, str], workspace: Workspace, store: Store, default: str) -> None:
        self._query = query
        self._workspace = workspace
        self._store = store
        self._default = default
        self.errors: list[str] = []

    def text(self, name: str) -> str:
        return (self._query.get(name, "") or "").strip()

    def days(self) -> tuple[str, date | None, date | None]:
        first, last = self.text("from"), self.text("to")
        if first or last:
            try:
                period = parse_period(first or None, last or None, self._workspace.zone)
            except UserError as error:
                self.errors.append(say_error(error))
            else:
                return (CUSTOM, *self._days_of(period))
        preset = self.text("period") or self._default
        if preset not in BY_KEY:
            self.errors.append(_unknown(_("There is no period called “%(text)s”. Known: %(known)s."), preset, BY_KEY))
            preset = self._default
        return (preset, *BY_KEY[preset].ending(last_day(self._store, self._workspace.zone)))

    def _days_of(self, period: Period) -> tuple[date | None, date | None]:
        zone = self._workspace.zone
        last = local_day(period.end - timedelta(microseconds=1), zone) if period.end else None
        return local_day(period.start, zone) if period.start else None, last

    def compare(self) -> str:
        text = self.text("compare").lower() or PREVIOUS
        if text in (PREVIOUS, YEAR, NONE):
            return text
        return text if self._is_fine(lambda: parse_range(text, self._workspace.zone)) else PREVIOUS

    def every(self) -> Grain | None:
        text = self.text("every").lower()
        if text and text not in tuple(Grain):
            self.errors.append(_unknown(_("There is no grain called “%(text)s”. Known: %(known)s."), text, Grain))
            return None
        return Grain(text) if text else None

    def where(self) -> tuple[str, str]:
        """Return the filter and nothing, or nothing and what is wrong with it."""
        text = self.text("where")
        if not text or self._is_fine(lambda: check_filter(text, self._store, self._workspace)):
            return text, ""
        return "", self.errors[-1]

    def channel(self) -> str:
        text = self.text("channel").lower()
        if text and text not in tuple(Channel):
            self.errors.append(_unknown(_("There is no channel called “%(text)s”. Known: %(known)s."), text, Channel))
            return ""
        return text

    def segment_where(self) -> str:
        # Late: segments count their people, and so ask the metrics.
        from rapport.understand.segments.public import segment_where

        found: list[str] = []
        if key := self.text("segment"):
            self._is_fine(lambda: found.append(segment_where(self._workspace, key)))
        return found[0] if found else ""

    def _is_fine(self, check: "Check") -> bool:
        try:
            check()
        except UserError as error:
            self.errors.append(say_error(error))
            return False
        return True


def _unknown(sentence: str, text: str, known: Iterable[str]) -> str:
    return sentence % {"text": text, "known": ", ".join(known)}


class Check(Protocol):
    """Raises UserError where something cannot be read."""

    def __call__(self) -> object: ...
