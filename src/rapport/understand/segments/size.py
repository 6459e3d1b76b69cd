"""How many people a filter finds now."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.expressions.parse import parse_expression
from rapport.core.expressions.tree import Binary, Call, In, IsEmpty, Name, Node, Unary
from rapport.core.notice import Notice
from rapport.record.store.public import Store
from rapport.understand.metrics.pages.cached import cached_ask
from rapport.understand.metrics.public import Question
from rapport.understand.segments.suggestions import trait_names

COUNTED = "active_people"
"""The metric that says how many people a segment has: `ask` gives the same figure for the segment's filter."""
_TRAIT = "trait."


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """How many people a filter finds.

    Parameters
    ----------
    people : None where they are too few to say.
    everyone : how many there are without the filter.
    notes : what may be wrong with the filter, though it can be asked.
    """

    people: int | None
    everyone: int
    notes: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        return self.people / self.everyone if self.people is not None and self.everyone else None


def size_of(workspace: Workspace, store: Store, where: str) -> SegmentSize:
    """Count the people of a filter.

    Raises
    ------
    UserError : the filter is empty, cannot be read, or names what does not exist.
    """
    if not where.strip():
        raise UserError(Notice("Write a filter, such as country = DE and did(order_placed, 90d)."))
    node = parse_expression(where, bare_words_are_values=True)
    [everyone] = cached_ask(workspace, store, Question(COUNTED)).rows
    [found] = cached_ask(workspace, store, Question(COUNTED, filter=node)).rows
    return SegmentSize(
        people=None if found.is_suppressed else found.estimate.n,
        everyone=everyone.estimate.n,
        notes=tuple(_notes(node, store)),
    )


def _notes(node: Node, store: Store) -> Iterator[str]:
    """Tell of traits that nobody has: a filter by one is no mistake yet, but finds nobody."""
    asked = sorted({name.removeprefix(_TRAIT) for name in _names_in(node) if name.startswith(_TRAIT)})
    known = trait_names(store) if asked else ()
    for name in asked:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            yield f"Nobody has a trait called {name}." + (f" Did you mean trait.{close[0]}?" if close else "")


def _names_in(node: Node) -> Iterator[str]:
    match node:
        case Name(text):
            yield text
        case Unary(_, operand) | IsEmpty(operand):
            yield from _names_in(operand)
        case In(operand, items):
            for part in (operand, *items):
                yield from _names_in(part)
        case Binary(_, left, right):
            for part in (left, right):
                yield from _names_in(part)
        case Call(_, arguments):
            for part in arguments:
                yield from _names_in(part)
