"""Which traits say what a person, or their company, is called; however a source writes them (`First Name`, `firstName`)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

WHOLE_NAMES = ("name", "full_name", "fullname", "display_name", "displayname", "contact_name", "customer_name")
FIRST_NAMES = ("first_name", "firstname", "given_name", "givenname")
LAST_NAMES = ("last_name", "lastname", "family_name", "familyname", "surname")
COMPANY_NAMES = ("company", "company_name", "organization", "organisation", "organization_name", "account_name", "employer")

CALLED_SO = frozenset((*WHOLE_NAMES, *FIRST_NAMES, *LAST_NAMES, *COMPANY_NAMES))
SAYS_A_NAME = "(?i)name|company|organi[sz]ation|employer"
"""A regular expression that the JSON of traits fulfils when it holds any of these."""


@lru_cache(maxsize=10_000)
def canonical(name: str) -> str:
    """Write the name of a trait as `first_name`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^0-9a-z]+", "_", words.casefold()).strip("_")


def names_said(traits: Mapping[str, object]) -> Iterator[str]:
    """Return what traits say that a person and their company are called."""
    for name, value in traits.items():
        if isinstance(value, str) and canonical(name) in CALLED_SO:
            yield value
