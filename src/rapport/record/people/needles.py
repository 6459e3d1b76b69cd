"""The texts by which a person could be recognised, in the forms in which files and messages write them."""

import re
from collections.abc import Iterable, Mapping

from rapport.record.identity.public import FIRST_NAMES, LAST_NAMES, WHOLE_NAMES, IdentifierRow, canonical
from rapport.record.people.traits import Trait

_ADDRESSES = "email e_mail email_address mail phone phone_number telephone mobile address street street_address handle username"
ADDRESS_TRAITS = frozenset(_ADDRESSES.split())
NAME_TRAITS = frozenset((*WHOLE_NAMES, *FIRST_NAMES, *LAST_NAMES))

SHORTEST = 4
DISTINCTIVE_DIGITS = 7
"""A shorter number of a customer is also a year, a price, a page: looking for it would empty what others said."""
DISTINCTIVE_LETTERS = 8


def needles_of(identifiers: Iterable[IdentifierRow], traits: Mapping[str, Trait]) -> list[str]:
    """Return what to look for in the words of others and in files when a person is erased, sorted."""
    found = {form for row in identifiers if not is_ordinary_number(row.value) for form in _forms(row)}
    for name, trait in traits.items():
        for saying in trait.history:
            found |= _said(canonical(name), str(saying.value).strip())
    found |= _whole_names(traits)
    return sorted(found - {""})


def is_ordinary_number(value: str) -> bool:
    return value.isdigit() and len(value) < DISTINCTIVE_DIGITS


def _forms(row: IdentifierRow) -> set[str]:
    if row.type == "phone":
        return _phone_forms(row.value)
    if row.type == "handle":
        forms = {f"@{row.value}", f"{row.namespace}.com/{row.value}"}
        # A handle that is also a word ("coffee") is only looked for where it is written as a handle.
        return forms | {row.value} if re.search(r"[\W\d_]", row.value) or len(row.value) >= DISTINCTIVE_LETTERS else forms
    return {row.value}


def _phone_forms(e164: str) -> set[str]:
    import phonenumbers
    from phonenumbers import PhoneNumberFormat as Format

    number = phonenumbers.parse(e164.partition(";")[0])
    written = {phonenumbers.format_number(number, form) for form in (Format.E164, Format.INTERNATIONAL, Format.NATIONAL)}
    country, national = str(number.country_code), phonenumbers.national_significant_number(number)
    digits = {country + national, f"00{country}{national}", national, f"0{national}"}
    return written | digits | {re.sub(r"\D", "-", form) for form in written if " " in form}


def _said(name: str, value: str) -> set[str]:
    if name in ADDRESS_TRAITS:
        return {value} if len(value) >= SHORTEST else set()
    # A first name alone is many people's.
    return {value} if name in NAME_TRAITS and " " in value else set()


def _whole_names(traits: Mapping[str, Trait]) -> set[str]:
    by_name = {canonical(name): trait for name, trait in traits.items()}
    firsts = [str(saying.value).strip() for name in FIRST_NAMES if name in by_name for saying in by_name[name].history]
    lasts = [str(saying.value).strip() for name in LAST_NAMES if name in by_name for saying in by_name[name].history]
    return {f"{first} {last}" for first in firsts for last in lasts if first and last}
