"""What the data hold: values that figures can be narrowed to, and words that people used."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from rapport.accounts.public import Permission, WorkspaceRequest
from rapport.record.people.public import sketch_people
from rapport.record.store.public import InteractionFilter, QueryTimeoutError, Store, current_store, list_interactions
from rapport.serve.web.search.hits import Hit, address, fits, words_typed
from rapport.understand.metrics.pages.labels import name_label, value_label
from rapport.understand.metrics.public import clause_of
from rapport.understand.segments.public import dimension_names, known_values

# icons: filter quote

WORDS_WITHIN_S = 0.3
_NARROWED_BY = ("product", "touchpoint", "survey", "channel", "agent", "source")
_SHORTEST = 3
_BEFORE, _LENGTH = 30, 90


def values(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """Products, touchpoints and whatever else figures can be narrowed to, by name."""
    words = words_typed(text)
    found = _fitting(request, current_store(request.workspace.slug), words)
    for (name, value), _number in zip(found, range(limit), strict=False):
        query = urlencode({"where": clause_of(((name, value),))})
        href = f"{address(request, 'overview')}?{query}"
        yield Hit(_("Figures of"), value_label(name, value), name_label(name), href, "filter")


def _fitting(request: WorkspaceRequest, store: Store, words: list[str]) -> Iterator[tuple[str, str]]:
    for name in (*_NARROWED_BY, *dimension_names(store)):
        for value in known_values(request.workspace, store, name):
            if fits(f"{value_label(name, value)} {value}", words=words):
                yield name, value


def comments(request: WorkspaceRequest, text: str, limit: int) -> Iterator[Hit]:
    """What people wrote, the newest first."""
    if not request.may(Permission.SEE_PEOPLE) or not _is_worth_it(text):
        return
    store = current_store(request.workspace.slug)
    try:
        said = list_interactions(store, InteractionFilter(words=text), limit=limit, timeout_s=WORDS_WITHIN_S)
    except QueryTimeoutError:  # a huge store: everything else is there at once
        return
    people = sketch_people(request.workspace, store, {row.person_id for row in said if row.person_id})
    for row in said:
        person = people.get(row.person_id or 0)
        href = address(request, "interaction", id=row.id)
        if person:
            href = f"{address(request, 'person', person=person.id)}?{urlencode({'text': text})}"
        yield Hit(_("What was said"), _around(row.text or "", text), person.title if person else "", href, "quote")


def _is_worth_it(text: str) -> bool:
    """Two letters find nearly everything, but where a letter is a word."""
    return len(text) >= _SHORTEST or (len(text) > 1 and not text.isascii())


def _around(said: str, text: str) -> str:
    """Return the piece of a text in which the words stand."""
    flat = " ".join(said.split())
    start = max(0, flat.lower().find(text.lower()) - _BEFORE)
    piece = flat[start : start + _LENGTH]
    return f"{'…' if start else ''}{piece}{'…' if start + _LENGTH < len(flat) else ''}"
