"""The company a person belongs to: what a source said, or the domain of the e-mail address unless anybody can have it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.identity.public import COMPANY_NAMES, IdentifierRow, is_free_mail
from rapport.record.people import models
from rapport.record.people.traits import Trait, text_in


@dataclass(frozen=True, slots=True)
class Company:
    """A company by name and domain; either may be unknown (empty)."""

    name: str
    domain: str


def company_of(workspace: Workspace, identifiers: Iterable[IdentifierRow], traits: Mapping[str, Trait]) -> Company | None:
    """Return a person's company, None where nothing tells it."""
    domain = company_domain(identifiers)
    said = text_in(traits, COMPANY_NAMES)
    if not said and not domain:
        return None
    return Company(said or _name_of(workspace, domain), domain)


def company_domain(identifiers: Iterable[IdentifierRow]) -> str:
    """Return the first e-mail domain that belongs to a company."""
    domains = [row.value.rpartition("@")[2] for row in identifiers if row.type == "email"]
    return next((domain for domain in domains if not is_free_mail(domain)), "")


def name_company(workspace: Workspace, domain: str, name: str) -> Company:
    """Say what the company behind an e-mail domain is called."""
    domain = domain.strip().casefold().removeprefix("www.")
    if "." not in domain or is_free_mail(domain):
        raise UserError(f"{domain!r} is not the domain of a company. Write the part behind the @ of its addresses.")
    models.Company.objects.update_or_create(workspace_id=workspace.id, domain=domain, defaults={"name": name.strip()})
    return Company(name.strip(), domain)


def _name_of(workspace: Workspace, domain: str) -> str:
    names = models.Company.objects.filter(workspace_id=workspace.id, domain=domain).values_list("name", flat=True)
    return names.first() or ""
