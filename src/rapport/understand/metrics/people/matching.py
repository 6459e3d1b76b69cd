"""Whom a filter finds: the people with an interaction that fulfils it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.accounts.public import Workspace
from rapport.core.expressions.parse import parse_expression
from rapport.record.store.public import Store
from rapport.understand.metrics.filter import condition
from rapport.understand.metrics.metric import METRICS
from rapport.understand.metrics.names import RowNames
from rapport.understand.metrics.preparing import bound, prepare
from rapport.understand.metrics.question import Question
from rapport.understand.metrics.scope import Scope

_ANY = "interactions"
"""The metric that looks at every row."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Conditions on rows `x`, with the values to bind."""

    conditions: tuple[str, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)


KNOWN = ("x.person_id IS NOT NULL", "x.identity_key <> 0")
"""Rows of somebody who is there: those of an erased person have lost their key."""


def is_one_of(store: Store) -> str:
    """Return the condition that a row `x` is of one of the bound `people`. A join: engines test a list row by row."""
    return f"x.person_id IN (SELECT asked.person_no FROM {store.dialect.rows_of({'person_no': '$people'})} AS asked)"


def matching(workspace: Workspace, store: Store, *, where: str = "", among: Sequence[int] | None = None) -> Matching:
    """Return what singles out the rows of people whom a filter finds.

    Parameters
    ----------
    where : a filter as `rapport ask --where` takes it; spans such as 90d count back from the last day with data.
    among : only these people.

    Raises
    ------
    UserError : the filter cannot be read, or names what does not exist.
    """
    conditions, params = list(KNOWN), dict[str, object]()
    if among is not None:
        conditions.append(is_one_of(store) if among else "1 = 0")
        params["people"] = list(among)
    if where.strip():
        fulfilled = _fulfilled(workspace, store, where)
        conditions += fulfilled.conditions
        params |= fulfilled.params
    return Matching(tuple(conditions), params)


def _fulfilled(workspace: Workspace, store: Store, where: str) -> Matching:
    question = Question(_ANY, filter=parse_expression(where, bare_words_are_values=True))
    prepared = prepare(question, METRICS[_ANY], workspace, store)
    if prepared is None or question.filter is None:
        return Matching(("1 = 0",))
    scope = Scope(prepared.template)
    rows = RowNames(scope, alias="y")
    holds = condition(question.filter, rows, scope)
    who = f"SELECT y.person_id FROM interactions AS y {rows.joins} WHERE y.person_id IS NOT NULL AND {holds}"
    return Matching((f"x.person_id IN ({who})",), bound(question, scope, prepared, workspace=workspace))
