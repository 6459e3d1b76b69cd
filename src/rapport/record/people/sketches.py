"""Many people at once, each as a line of a list shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.identity.public import COMPANY_NAMES, IdentifierRow, identifiers_of_people
from rapport.record.people import models
from rapport.record.people.companies import Company, company_domain
from rapport.record.people.traits import Trait, gather_traits, name_in, text_in
from rapport.record.store.public import Store, TraitRow


@dataclass(frozen=True, slots=True)
class PersonSketch:
    """Who a person is, without what they did."""

    id: int
    name: str
    identifiers: tuple[IdentifierRow, ...]
    traits: Mapping[str, Trait]
    company: Company | None
    tags: tuple[str, ...]

    @property
    def title(self) -> str:
        """What to call the person: the name, or else the identifier that says most."""
        return self.name or self.address

    @property
    def address(self) -> str:
        """The identifier that says most to a reader."""
        return min(self.identifiers, key=_by_legibility).value


def sketch_people(workspace: Workspace, store: Store, people: Iterable[int]) -> dict[int, PersonSketch]:
    """Return a sketch of each of some people; who is not there (erased since) is left out."""
    identifiers = identifiers_of_people(workspace, people)
    said: dict[int, list[TraitRow]] = {}
    for row in store.traits_of_people(sorted(identifiers)):
        if row.person_id is not None:
            said.setdefault(row.person_id, []).append(row)
    traits = {person: gather_traits(said.get(person, ())) for person in identifiers}
    companies = _companies(workspace, identifiers, traits)
    tags = _tags(identifiers)
    return {
        person: PersonSketch(
            id=person,
            name=name_in(traits[person]),
            identifiers=tuple(rows),
            traits=traits[person],
            company=companies.get(person),
            tags=tags.get(person, ()),
        )
        for person, rows in identifiers.items()
    }


_LEGIBLE = ("email", "handle", "phone", "user_id", "external", "anonymous_id")


def _by_legibility(row: IdentifierRow) -> tuple[bool, int, int]:
    return row.is_shared, _LEGIBLE.index(row.type), row.id


def _companies(
    workspace: Workspace, identifiers: Mapping[int, list[IdentifierRow]], traits: Mapping[int, Mapping[str, Trait]]
) -> dict[int, Company]:
    domains = {person: domain for person, rows in identifiers.items() if (domain := company_domain(rows))}
    rows = models.Company.objects.filter(workspace_id=workspace.id, domain__in=set(domains.values()))
    names = dict(rows.values_list("domain", "name"))
    found = {}
    for person, said in traits.items():
        name, domain = text_in(said, COMPANY_NAMES), domains.get(person, "")
        if name or domain:
            found[person] = Company(name or names.get(domain, ""), domain)
    return found


def _tags(identifiers: Mapping[int, list[IdentifierRow]]) -> dict[int, tuple[str, ...]]:
    person_of = {row.id: person for person, rows in identifiers.items() for row in rows}
    found: dict[int, set[str]] = {}
    numbers = sorted(person_of)
    for start in range(0, len(numbers), _AT_ONCE):
        rows = models.Tag.objects.filter(identifier_id__in=numbers[start : start + _AT_ONCE])
        for number, name in rows.values_list("identifier_id", "name"):
            found.setdefault(person_of[number], set()).add(name)
    return {person: tuple(sorted(names)) for person, names in found.items()}


_AT_ONCE = 5000
"""SQLite takes a limited number of parameters in one statement."""
