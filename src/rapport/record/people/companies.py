"""The company a person belongs to: what a source said, or the domain of the e-mail address unless anybody can have it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.identity.public import IdentifierRow
from rapport.record.people import models
from rapport.record.people.traits import COMPANY_NAMES, Trait, text_in

_FREE = """
gmail.com googlemail.com icloud.com me.com mac.com aol.com msn.com passport.com ymail.com rocketmail.com web.de t-online.de
freenet.de arcor.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm zoho.com
mail.com email.com hey.com duck.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it alice.it tiscali.it
wp.pl o2.pl interia.pl onet.pl seznam.cz centrum.cz inbox.lv inbox.lt one.lv mail.ee abv.bg ukr.net mail.ru bk.ru list.ru
inbox.ru rambler.ru ya.ru qq.com foxmail.com 163.com 126.com sina.com sohu.com yeah.net naver.com daum.net hanmail.net nate.com
docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com uol.com.br bol.com.br terra.com.br ig.com.br bluewin.ch telenet.be
skynet.be ziggo.nl kpnmail.nl btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net comcast.net verizon.net att.net
sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net shaw.ca rogers.com bigpond.com optusnet.com.au
users.noreply.github.com privaterelay.appleid.com
"""
FREE_MAIL = frozenset(_FREE.split())
"""Domains under which anybody can have an address; they say nothing about where a person works."""
FREE_MAIL_BRANDS = frozenset({"yahoo", "hotmail", "outlook", "live", "gmx", "yandex"})
"""The same under many countries: yahoo.co.uk, hotmail.fr."""


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


def is_free_mail(domain: str) -> bool:
    labels = domain.split(".")
    return domain in FREE_MAIL or (len(labels) <= 3 and labels[0] in FREE_MAIL_BRANDS)


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
