"""Purchases: an amount, or a quantity and a price; lines of one order share its number."""

import json
import re
from dataclasses import dataclass

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_CODE_IN_NAME = {
    "dollar": "USD",
    "euro": "EUR",
    "eur": "EUR",
    "usd": "USD",
    "gbp": "GBP",
    "pound": "GBP",
    "thb": "THB",
    "baht": "THB",
    "yen": "JPY",
    "jpy": "JPY",
}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "฿": "THB", "¥": "JPY"}


def recognise(reading: Reading) -> Draft | None:
    draft = Draft(Notice("orders"), 0.0)
    amount = _amount(draft, reading)
    if amount is None:
        return None
    _add_order(draft, reading)
    product = reading.find("product", where=lambda profile: profile.moments is None, without=draft.used)
    if product:
        draft.set("product", draft.use(product.name, Notice("what was bought")))
    draft.rules += [
        {"kind": "order_placed", "when": text_yaml(f"{amount.expression} >= 0"), "amount": f"{{{amount.yaml}}}"},
        {"kind": "order_refunded", "when": text_yaml(f"{amount.expression} < 0"), "amount": f"{{{amount.yaml}, absolute: true}}"},
    ]
    return draft


@dataclass(frozen=True, slots=True)
class _Amount:
    """Where the amount comes from, for `when` and for `amount`."""

    expression: str
    yaml: str


def _amount(draft: Draft, reading: Reading) -> _Amount | None:
    """Return the amount, and set its currency."""
    quantity = reading.find("quantity", where=lambda profile: profile.integer_share > 0.9)
    price = reading.find("unit_price", where=_is_money)
    total = reading.find("amount", where=_is_money) or _nameless(reading)
    if quantity and price and (not total or reading.fit(total, "amount") < 0.8):
        draft.use(quantity.name, Notice("how many were bought"))
        draft.use(price.name, Notice("price of one; the amount is quantity times price"))
        draft.confidence = 0.85
        _add_currency(draft, reading, price)
        product = f"{name_in_expression(quantity.name)} * {name_in_expression(price.name)}"
        return _Amount(product, f"expr: {json.dumps(product, ensure_ascii=False)}")
    if total is None:
        return None
    draft.confidence = _confidence(reading, total)
    draft.use(total.name, Notice("amount of money; below zero it is a refund"))
    _add_currency(draft, reading, total)
    return _Amount(name_in_expression(total.name), f"column: {text_yaml(total.name)}")


def _confidence(reading: Reading, total: Profile) -> float:
    """An order number, or else a person, makes an amount an order; named events make it a detail of theirs."""
    if not reading.hints.time and not any(profile.moments for profile in reading.profiles):
        return 0.4
    by_company = 0.85 if reading.find("order") else 0.75 if reading.find("person") else 0.5
    by_name = 1.0 if reading.fit(total, "amount") > 0.6 else 0.8
    has_events = reading.find("activity", at_least=0.8, where=lambda profile: profile.number_share < 0.5)
    return by_company * by_name - (0.3 if has_events else 0.0)


def _nameless(reading: Reading) -> Profile | None:
    """In a file without a header, or when the person says that rows are orders: the last column of numbers with cents."""
    if reading.facts.header is not False and reading.hints.kind is None:
        return None
    with_cents = [profile for profile in reading.profiles if _is_money(profile) and _has_cents(profile)]
    return with_cents[-1] if with_cents else None


def _has_cents(profile: Profile) -> bool:
    some = list(profile.numbers.values())[:200]
    return sum(1 for number in some if number != number.to_integral_value()) > 0.3 * len(some)


def _is_money(profile: Profile) -> bool:
    return profile.money_share > 0.95 and profile.moments is None and not profile.is_truth


def _add_currency(draft: Draft, reading: Reading, amount: Profile) -> None:
    column = reading.find("currency", where=lambda profile: profile.currency_share > 0.95)
    if column:
        draft.set("currency", f"{{column: {text_yaml(column.name)}}}")
        draft.use(column.name, Notice("currency of the amount"))
        return
    code = reading.hints.currency or _currency_shown(amount)
    if code:
        draft.set("currency", code)
        draft.assumptions.append(Notice("currency: %(code)s", code=code))
        return
    draft.set("currency", "$currency")


def _currency_shown(amount: Profile) -> str | None:
    for word, code in _CODE_IN_NAME.items():
        if word in words_of(amount.name).split():
            return code
    signs = {sign for text in amount.texts[:200] for sign in re.findall(r"[$€£฿¥]", text)}
    return _SIGNS[signs.pop()] if len(signs) == 1 else None


def _add_order(draft: Draft, reading: Reading) -> None:
    order = reading.find("order", where=lambda profile: profile.moments is None, without=draft.used)
    if order is None:
        return
    draft.set("order", draft.use(order.name, Notice("number of the order; rows that share it are its lines")))
    if order.is_unique and reading.rows >= 20:
        draft.set("id", column_yaml(order.name))


SHAPES = (Shape("orders", ("order_placed", "order_refunded"), recognise),)
