"""Contracts: one row is one subscription, with its start, its end and its recurring price."""

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_STARTS = ("start", "started", "begin", "created", "beginn", "inicio", "début", "inizio", "pradžia", "เริ่ม", "开始")
_ENDS = ("end", "ended", "canceled", "cancelled", "ende", "fin", "fine", "pabaiga", "สิ้นสุด", "结束")
_PRICES = ("mrr", "arr", "price", "amount", "fee", "preis", "precio", "prix", "kaina", "ราคา", "价格")
_YEARLY = ("arr", "annual", "yearly")


def recognise(reading: Reading) -> Draft | None:
    contract = reading.find(
        "subscription", where=lambda profile: profile.moments is None and profile.distinct > 0.5 * profile.filled
    )
    start = _moment_named(reading, _STARTS)
    price = next(
        (each for each in reading.profiles if _has_word(each, _PRICES) and each.money_share > 0.9 and not each.moments), None
    )
    if contract is None or start is None or price is None:
        return None
    draft = Draft(Notice("subscriptions"), 0.85)
    identity = draft.use(contract.name, Notice("number of the contract"))
    draft.set("subscription", identity)
    if contract.is_unique:
        draft.set("id", identity)
    draft.set("time", draft.use(start.name, Notice("when it began")))
    draft.use(price.name, Notice("recurring price"))
    _add_currency(draft, reading)
    interval = "year" if _has_word(price, _YEARLY) else "month"
    draft.assumptions.append(
        Notice("interval: the price is taken to be per %(interval)s; correct `properties` if it is not", interval=interval)
    )
    draft.set("properties", f"{{interval: {{value: {interval}}}}}")
    draft.rules.append({"kind": "subscription_started", "amount": column_yaml(price.name)})
    end = _moment_named(reading, _ENDS, without=start)
    if end:
        when = text_yaml(f"{name_in_expression(end.name)} is not empty")
        draft.rules.append({"kind": "subscription_ended", "when": when, "time": column_yaml(end.name)})
        draft.use(end.name, Notice("when it ended"))
    return draft


def _moment_named(reading: Reading, words: tuple[str, ...], without: Profile | None = None) -> Profile | None:
    fitting = (each for each in reading.profiles if each is not without and each.moments is not None and _has_word(each, words))
    return next(fitting, None)


def _has_word(profile: Profile, words: tuple[str, ...]) -> bool:
    return bool(set(words_of(profile.name).split()) & set(words))


def _add_currency(draft: Draft, reading: Reading) -> None:
    column = reading.find("currency", where=lambda profile: profile.currency_share > 0.95)
    if column:
        draft.set("currency", f"{{column: {text_yaml(column.name)}}}")
        draft.use(column.name, Notice("currency of the price"))
    else:
        draft.set("currency", reading.hints.currency or "$currency")


SHAPES = (Shape("subscriptions", ("subscription_started", "subscription_ended"), recognise),)
