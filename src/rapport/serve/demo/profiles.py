"""Who people say they are, and what they agreed to."""

from collections.abc import Iterator

import msgspec
import numpy as np
import pyarrow as pa

from rapport.serve.demo import market
from rapport.serve.demo.calendar import DAY, Calendar, Floats
from rapport.serve.demo.columns import Part, only, where
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts
from rapport.serve.demo.wording import LANGUAGES

ACCOUNTS, CRM = "accounts", "crm"
_INDUSTRIES = ("Hospitality", "Offices", "Health", "Retail", "Design")


class Profiles:
    """The profiles of the people of a block."""

    def __init__(self, people: People, orders: Checkouts, calendar: Calendar, random: np.random.Generator) -> None:
        self._people = people
        self._random = random
        self._calendar = calendar
        self._orders = np.bincount(orders.person, minlength=people.count)
        # Who was a customer before the stream begins is told of in its first days.
        self._known_at = np.where(people.joins_at < 0, random.random(people.count) * 5 * DAY, people.joins_at)

    def parts(self) -> Iterator[Part]:
        people, random = self._people, self._random
        everyone = np.arange(people.count)
        customers = people.is_customer
        account = {
            "user_id": only(customers),
            "email": only(customers),
            "phone": only(people.gave_phone),
            "anonymous_id": only((people.joins_at >= 0) & people.has(7, 0.8), random.integers(0, 2, people.count)),
            "handle": only(people.is_social & (people.chance[:, 5] > 0.6)),
        }
        signed_up = Part(ACCOUNTS, "profile_updated", everyone, self._known_at, account, {"traits": self._traits()})
        yield signed_up.only(customers)
        second = {"user_id": only(customers), "email": only(people.has_second_email, 1)}
        later = self._known_at + random.uniform(5, 200, people.count) * DAY
        yield Part(ACCOUNTS, "profile_updated", everyone, later, second, {"traits": self._tiers()}).only(customers)
        in_crm = {"external": only(people.is_in_crm), "email": only(customers), "phone": only(people.is_in_crm)}
        told = Part(CRM, "profile_updated", everyone, later + DAY, in_crm, {"traits": self._business()})
        yield told.only(people.is_in_crm)
        yield from self._consents()

    def _consents(self) -> Iterator[Part]:
        """Three in four agree to the newsletter when they sign up; some of them change their minds."""
        people, random = self._people, self._random
        everyone, who = np.arange(people.count), {"user_id": only(people.is_customer), "email": only(people.is_customer)}
        agrees, later = random.random(people.count) < 0.74, random.random(people.count) < 0.14

        def consent(purpose: str, status: str, at: Floats) -> Part:
            said = msgspec.json.encode({"purpose": purpose, "basis": "consent", "status": status}).decode()
            return Part(ACCOUNTS, "consent_changed", everyone, at, who, {"channel": "web", "properties": said})

        yield consent("marketing", "given", self._known_at + 1).only(people.is_customer & agrees)
        changed = self._known_at + random.uniform(20, 500, people.count) * DAY
        yield consent("marketing", "withdrawn", changed).only(people.is_customer & agrees & later)
        yield consent("analytics", "given", self._known_at + 2).only(people.is_customer & (random.random(people.count) < 0.8))

    def _traits(self) -> pa.Array:
        people = self._people
        rows = zip(
            people.names,
            people.country.tolist(),
            people.language.tolist(),
            self._random.integers(0, 4, people.count).tolist(),
            people.companies,
            people.joins_at.tolist(),
            strict=True,
        )
        texts = []
        for name, country, language, city, company, joins_at in rows:
            place = market.COUNTRIES[country]
            traits = {
                "name": name,
                "city": place.cities[city],
                "country": place.code,
                "language": LANGUAGES[language],
                "member_since": self._calendar.day(int(joins_at // DAY)).isoformat(),
            }
            if company:
                traits |= {"company": company, "customer_type": "business"}
            else:
                traits["customer_type"] = "private"
            texts.append(msgspec.json.encode(traits).decode())
        return pa.array(texts, pa.string())

    def _tiers(self) -> pa.Array:
        """The tier of the bonus card follows from the number of orders."""
        tiers = np.select([self._orders >= 8, self._orders >= 4, self._orders >= 1], ["gold", "silver", "bronze"], "none")
        return pa.array([f'{{"tier":"{tier}"}}' for tier in tiers.tolist()], pa.string())

    def _business(self) -> pa.Array:
        people = self._people
        sizes = self._random.integers(2, 90, people.count).tolist()
        kinds = self._random.integers(0, len(_INDUSTRIES), people.count).tolist()
        texts = [f'{{"industry":"{_INDUSTRIES[kind]}","employees":{size}}}' for kind, size in zip(kinds, sizes, strict=True)]
        private = '{"preferred_contact":"phone"}'
        return where(people.is_business, pa.array(texts, pa.string())).fill_null(private)
