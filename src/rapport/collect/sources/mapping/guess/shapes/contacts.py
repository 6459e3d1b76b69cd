"""Contacts: one row is one person, and all columns say who that is."""

from rapport.collect.sources.mapping.guess.draft import Draft
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_MOST_TRAITS = 60


def recognise(reading: Reading) -> Draft | None:
    email = next((profile for profile in reading.profiles if profile.email_share > 0.6), None)
    names = reading.find_all("name", at_least=0.8)
    is_asked = reading.hints.kind == "profile_updated"
    if not is_asked and (email is None or email.distinct < 0.9 * email.filled):
        return None
    draft = Draft(Notice("contacts"), 0.7 if names and email else 0.4)
    draft.set("kind", "profile_updated")
    if email is None and reading.find("person") is None:
        draft.set("person", "{external: $id}")
        draft.assumptions.append(Notice("person: no column names people, so each row is a person of its own"))
    return draft


def add_traits(draft: Draft, reading: Reading) -> None:
    """Make a trait of every column that has no other role."""
    for profile in reading.profiles:
        if profile.name not in draft.used and profile.filled and len(draft.traits) < _MOST_TRAITS:
            name = words_of(profile.name).replace(" ", "_") or profile.name
            draft.traits.setdefault(name[:100], draft.use(profile.name, Notice("says who the person is (trait)")))


SHAPES = (Shape("contacts", ("profile_updated",), recognise),)
