"""The currencies of ISO 4217 and how many digits their smallest unit has (the list of active codes, amendment 177)."""

from decimal import Decimal

from rapport.core.errors import UserError

_WITHOUT_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"
_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD
TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""

MINOR_DIGITS: dict[str, int] = {
    code: digits
    for digits, codes in enumerate((_WITHOUT_DIGITS, "", _TWO_DIGITS, _THREE_DIGITS, _FOUR_DIGITS))
    for code in codes.split()
}


def minor_digits(currency: str) -> int:
    """Return how many decimal digits the currency's smallest unit has: 2 for EUR, 0 for JPY, 3 for KWD.

    Codes that ISO 4217 no longer lists count as 2, so that old data can be imported.
    """
    return MINOR_DIGITS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """Turn 4.50 EUR into 450; raise UserError where the currency has no unit that small."""
    minor = amount.scaleb(minor_digits(currency))
    if minor != minor.to_integral_value():
        raise UserError(f"{amount} {currency} is finer than the smallest unit of {currency}.")
    return int(minor)


def from_minor(amount: int, currency: str) -> Decimal:
    """Turn 450 (EUR) into 4.50."""
    return Decimal(amount).scaleb(-minor_digits(currency))
