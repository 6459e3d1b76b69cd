"""Hides numbers and addresses that people write into texts: e-mail addresses, phone numbers, payment cards, bank accounts."""

import re
from collections.abc import Callable

MASKED = {"emails": "[e-mail]", "phones": "[phone]", "cards": "[card]", "ibans": "[iban]"}
"""What stands in the text instead, by what was hidden."""

CANDIDATES = {
    "emails": "@",
    "phones": r"[0-9][0-9 ()./-]{4,}[0-9]",
    "cards": r"[0-9][0-9 -]{11,}[0-9]",
    "ibans": r"(?i)[A-Z]{2}[0-9]{2} ?[0-9A-Z]{4}",
}
"""Regular expressions that every text with something to hide fulfils, for looking through many texts quickly (RE2)."""

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_CARD = re.compile(r"(?<![\d])\d(?:[ -]?\d){11,18}(?![\d])")
_CARD_BEGINS = re.compile(r"4|5[0-8]|2[2-7]|3[0-9]|6")
"""First digits of what the payment networks issue: Visa, Mastercard, Maestro, Amex, Diners, JCB, Discover, UnionPay."""
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}\d{2}(?: ?[0-9A-Za-z]){11,30}")
_IBAN_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 "
    "GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 "
    "MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 "
    "TN24 TR26 UA29 VA22 VG24 XK20"
)
_IBAN_LENGTH = {entry[:2]: int(entry[2:]) for entry in _IBAN_LENGTHS.split()}
"""How long the account numbers of a country are (ISO 13616 registry)."""


def mask_text(text: str, masks: frozenset[str], *, phone_region: str = "") -> str:
    """Return the text with what is to be hidden replaced by words in brackets.

    Parameters
    ----------
    masks : some of the keys of `MASKED`.
    phone_region : ISO 3166 country of numbers without a country code; without it only those that begin with + are known.
    """
    for name, hide in _HIDERS.items():
        if name in masks:
            text = hide(text, phone_region)
    return text


def _hide_ibans(text: str, phone_region: str) -> str:
    return _IBAN.sub(_iban, text)


def _iban(match: re.Match[str]) -> str:
    """Words may follow without a sign between, so the length is the country's, not the match's."""
    length = _IBAN_LENGTH.get(match[0][:2].upper(), 0)
    taken = 0
    for at, sign in enumerate(match[0]):
        taken += sign != " "
        if taken == length:
            is_whole = not match[0][at + 1 : at + 2].isalnum() and is_iban(match[0][: at + 1])
            return MASKED["ibans"] + match[0][at + 1 :] if is_whole else match[0]
    return match[0]


def is_iban(text: str) -> bool:
    """Check the length and the two check digits (ISO 7064, mod 97-10)."""
    signs = text.replace(" ", "").upper()
    if len(signs) != _IBAN_LENGTH.get(signs[:2], 0):
        return False
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _hide_cards(text: str, phone_region: str) -> str:
    return _CARD.sub(lambda match: MASKED["cards"] if is_card(match[0]) else match[0], text)


def is_card(text: str) -> bool:
    """Check first digits, length and check digit (ISO/IEC 7812, Luhn) of a payment card's number."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if not 13 <= len(digits) <= 19 or not _CARD_BEGINS.match(re.sub(r"\D", "", text)):
        return False
    doubled = (digit * 2 if place % 2 else digit for place, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _hide_emails(text: str, phone_region: str) -> str:
    return _EMAIL.sub(MASKED["emails"], text)


def _hide_phones(text: str, phone_region: str) -> str:
    import phonenumbers

    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, phone_region or None))):
        text = text[: match.start] + MASKED["phones"] + text[match.end :]
    return text


_HIDERS: dict[str, Callable[[str, str], str]] = {
    "ibans": _hide_ibans,
    "cards": _hide_cards,
    "emails": _hide_emails,
    "phones": _hide_phones,
}
"""In this order: a phone number is the least certain to be one."""
