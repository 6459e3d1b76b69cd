"""What the address of an evidence page asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rapport.core.errors import UserError
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.evidence.parts import Part, part_named
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.pages.links import KEY_PREFIX
from rapport.understand.metrics.pages.view_filter import Query, ViewFilter
from rapport.understand.metrics.question import Question


@dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """What the address asks for.

    Parameters
    ----------
    key : of the row of the answer, its bucket first.
    part : the part of it, such as the detractors.
    offset : how many were on the pages before.
    """

    metric: Metric
    view: ViewFilter
    key: Key
    part: Part | None
    tab: str
    offset: int

    @property
    def question(self) -> Question:
        """The question whose row this is evidence of."""
        groups = [name for name, _ in self.groups]
        return self.view.question(self.metric.key, by=groups, every=self.view.every if self.bucket else None, is_compared=False)

    @property
    def bucket(self) -> str:
        every = self.view.every
        return str(self.key[0][1]) if every and self.key and self.key[0][0] == every.value else ""

    @property
    def groups(self) -> Key:
        """The key without its bucket."""
        return self.key[1:] if self.bucket else self.key


def read_evidence_query(metric: Metric, query: Query, names: Sequence[str], view: ViewFilter) -> EvidenceQuery:
    """Read the parameters of an address; `names` are all of them. Raise UserError where one cannot be read."""
    groups = tuple((name.removeprefix(KEY_PREFIX), query.get(name, "") or None) for name in names if name.startswith(KEY_PREFIX))
    bucket = (query.get("bucket", "") or "").strip()
    if bucket and view.every is None:
        raise UserError(_("The address names a bucket, but not of which width. Add every=week, or another."))
    key: Key = ((view.every.value, bucket), *groups) if bucket and view.every else groups
    if bucket:
        _check_day(bucket)
    offset = (query.get("offset", "") or "").strip()
    return EvidenceQuery(
        metric=metric,
        view=view,
        key=key,
        part=part_named(metric, (query.get("scores", "") or "").strip()),
        tab=(query.get("tab", "") or "").strip(),
        offset=int(offset) if offset.isdigit() and len(offset) < 9 else 0,
    )


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UserError(_("The address names the bucket %(text)s, which is no day.") % {"text": text}) from error
