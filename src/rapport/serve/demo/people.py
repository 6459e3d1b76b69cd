"""The people of a block: who they are in truth, and by what they can be known."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from rapport.core.batch import encode_who
from rapport.core.interaction import Identifier, IdentifierType
from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import DAY, Calendar, Flags, Floats, Ints
from rapport.serve.demo.wording import LANGUAGES, Words

DEVICES = ("phone", "desktop", "tablet")
FAMILY = 3
"""The slot of the tablet that two people share, behind the devices of their own."""
VISITORS = len(truth.SEGMENTS) - 1


@dataclass(frozen=True, slots=True)
class Kept:
    """Identifiers of one name: `slots` of them for each person, written as in a batch; null where there is none."""

    slots: int
    type: IdentifierType
    namespace: str
    values: list[str | None]
    encoded: pa.Array


@dataclass(frozen=True)
class People:
    """Some people, as columns. `joins_at` is when they signed up, in seconds; below 0 before the beginning."""

    number: int
    first: int
    segment: Ints
    country: Ints
    language: Ints
    joins_at: Floats
    effect: Floats
    """What a person adds to every own answer."""
    given: Ints
    family: Ints
    chance: Floats
    """One number for each person and fact, (n, 8), by which the fact holds or not."""
    cookies: Ints

    @property
    def count(self) -> int:
        return len(self.segment)

    @property
    def ids(self) -> Ints:
        return self.first + np.arange(self.count)

    def has(self, fact: int, share: float) -> Flags:
        return self.chance[:, fact] < share

    @cached_property
    def is_customer(self) -> Flags:
        return np.asarray(self.segment != VISITORS)

    @cached_property
    def is_business(self) -> Flags:
        return np.array([segment.key == "businesses" for segment in truth.SEGMENTS])[self.segment]

    @cached_property
    def shares_tablet(self) -> Flags:
        """Whether both of a pair of neighbours use one tablet."""
        return self.has(0, truth.FAMILY_DEVICE)[np.arange(self.count) // 2 * 2] & (
            np.arange(self.count) // 2 * 2 + 1 < self.count
        )

    @cached_property
    def has_second_email(self) -> Flags:
        return self.has(1, truth.SECOND_EMAIL) & self.is_customer

    @cached_property
    def gave_phone(self) -> Flags:
        return self.has(2, truth.HAS_PHONE_IN_PROFILE) & self.is_customer

    @cached_property
    def is_in_crm(self) -> Flags:
        return (self.has(3, truth.HAS_CRM_RECORD) | self.is_business) & self.is_customer

    @cached_property
    def is_social(self) -> Flags:
        return self.has(4, 0.12) & self.is_customer

    @cached_property
    def country_codes(self) -> pa.Array:
        return pa.array([country.code for country in market.COUNTRIES]).take(pa.array(self.country))

    @cached_property
    def language_codes(self) -> pa.Array:
        return pa.array(LANGUAGES).take(pa.array(self.language))

    @cached_property
    def names(self) -> list[str]:
        words = [Words.of(country.language) for country in market.COUNTRIES]
        people = zip(self.country.tolist(), self.given.tolist(), self.family.tolist(), strict=True)
        return [words[country].full_name(given, family) for country, given, family in people]

    @cached_property
    def first_names(self) -> list[str]:
        """First names as they are written in the language in which each person writes."""
        words = [Words.of(country.language) for country in market.COUNTRIES]
        people = zip(self.country.tolist(), self.language.tolist(), self.given.tolist(), strict=True)
        return [
            own.first_name(given)
            if (own := words[country]).language == LANGUAGES[language]
            else own.plain_name(given, 0)[0].title()
            for country, language, given in people
        ]

    @cached_property
    def companies(self) -> list[str | None]:
        """The company of each business customer."""
        words = [Words.of(country.language) for country in market.COUNTRIES]
        found: list[str | None] = []
        for is_business, country, given, number in zip(self.is_business, self.country, self.given, self.ids, strict=True):
            found.append(words[country].company(int(given), int(number)) if is_business else None)
        return found

    @cached_property
    def identifiers(self) -> dict[str, Kept]:
        """All identifiers by name; `claimed_email` is `email` as somebody typed it."""
        cookies: list[str | None] = [f"{cookie:016x}" for cookie in self.cookies.reshape(-1).tolist()]
        for position in np.flatnonzero(self.shares_tablet).tolist():
            cookies[position * 4 + FAMILY] = cookies[position // 2 * 8 + FAMILY]
        emails = self._emails()
        ids = self.ids.tolist()
        customer = self.is_customer.tolist()
        return {
            "anonymous_id": _kept("anonymous_id", cookies, slots=4),
            "claimed_email": _kept("email", emails, slots=2, verified=False),
            "email": _kept("email", emails, slots=2),
            "external": _kept(
                "external", [f"K-{number:06}" if known else None for number, known in zip(ids, self.is_in_crm)], namespace="crm"
            ),
            "handle": _kept("handle", self._handles(), namespace="mastodon"),
            "phone": _kept("phone", [self._phone(position) if known else None for position, known in enumerate(customer)]),
            "user_id": _kept("user_id", [f"LO{100000 + number}" if known else None for number, known in zip(ids, customer)]),
        }

    def _emails(self) -> list[str | None]:
        """Two slots for each person; the second one is empty for most."""
        words = [Words.of(country.language) for country in market.COUNTRIES]
        emails: list[str | None] = []
        for position, number in enumerate(self.ids.tolist()):
            if not self.is_customer[position]:
                emails += [None, None]
                continue
            own = words[self.country[position]]
            given, family = own.plain_name(int(self.given[position]), int(self.family[position]))
            domain = (
                own.company_domain(int(self.given[position]), number) if self.is_business[position] else MAIL[number % len(MAIL)]
            )
            emails.append(f"{given}.{family}{number}@{domain}")
            emails.append(f"{given}{number}@{MAIL[(number + 1) % len(MAIL)]}" if self.has_second_email[position] else None)
        return emails

    def _phone(self, position: int) -> str:
        dial, length = market.COUNTRIES[self.country[position]].dial, PHONE_DIGITS[self.country[position]]
        # Multiplied so that neighbours do not get numbers in a row; a prime, so that no two get the same.
        return f"{dial}{(self.first + position) * 7_654_321 % 10**length:0{length}}"

    def _handles(self) -> list[str | None]:
        words = [Words.of(country.language) for country in market.COUNTRIES]
        handles: list[str | None] = []
        for position, number in enumerate(self.ids.tolist()):
            given, _ = words[self.country[position]].plain_name(int(self.given[position]), int(self.family[position]))
            handles.append(f"{given}_{number}@social.example" if self.is_social[position] else None)
        return handles


_LOOKING_DAYS = 25
MAIL = ("mail.example", "post.example", "inbox.example")
PHONE_DIGITS = (7, 8, 8, 9, 8, 7)
"""Digits behind `Country.dial`."""


def _kept(kind: IdentifierType, values: list[str | None], *, slots: int = 1, namespace: str = "", verified: bool = True) -> Kept:
    written = encode_who((Identifier(type=kind, namespace=namespace, value="\N{SNOWMAN}", verified=verified),)) or ""
    prefix = written.removesuffix("\N{SNOWMAN}")
    encoded = pa.array([None if value is None else prefix + value for value in values], pa.string())
    return Kept(slots, kind, namespace, values, encoded)


def draw_people(calendar: Calendar, random: np.random.Generator, *, number: int, first: int, count: int) -> People:
    """Draw the people of a block."""
    segment = random.choice(len(truth.SEGMENTS), count, p=[each.share for each in truth.SEGMENTS])
    country = random.choice(len(market.COUNTRIES), count, p=[each.share for each in market.COUNTRIES])
    chance = random.random((count, 8))
    given, family = random.integers(0, 10_000, (2, count))
    # Who shares a tablet lives together.
    pairs = np.arange(count // 2 * 2).reshape(-1, 2)
    together = pairs[chance[pairs[:, 0], 0] < truth.FAMILY_DEVICE]
    country[together[:, 1]], family[together[:, 1]] = country[together[:, 0]], family[together[:, 0]]
    own = np.array([LANGUAGES.index(each.language) for each in market.COUNTRIES])[country]
    language = np.where(random.random(count) < market.ENGLISH_ELSEWHERE, LANGUAGES.index("en"), own)
    return People(
        number=number,
        first=first,
        segment=segment,
        country=country,
        language=language,
        joins_at=_joining(calendar, random, segment),
        effect=random.normal(0, truth.PERSONAL_SPREAD, count),
        given=given,
        family=family,
        chance=chance,
        cookies=random.integers(1, 2**63, (count, 4)),
    )


def _joining(calendar: Calendar, random: np.random.Generator, segment: Ints) -> Floats:
    """Half of the older customers were there before the beginning; some people only look so far, and sign up after the end."""
    was_there = random.random(len(segment)) < 0.5
    at = np.where(was_there, -random.uniform(0, 300, len(segment)), random.uniform(0, truth.DAYS + _LOOKING_DAYS, len(segment)))
    is_new = np.array([each.key == "newcomers" for each in truth.SEGMENTS])[segment]
    recently = truth.DAYS + _LOOKING_DAYS - random.uniform(0, truth.NEWCOMERS_SINCE_DAYS, len(segment))
    return np.where(is_new, recently, at) * DAY
