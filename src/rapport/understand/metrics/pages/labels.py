"""What people read for metrics, dimensions, their values and buckets of time."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from rapport.core.kinds import KINDS
from rapport.ui.formatting.moments import write_day
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.question import Grain
from rapport.understand.metrics.sums import KeyValue

_TRAIT = "trait."
_NAMES: dict[str, str | Promise] = {
    "channel": gettext_lazy("Channel"),
    "kind": gettext_lazy("Kind"),
    "source": gettext_lazy("Source"),
    "touchpoint": gettext_lazy("Touchpoint"),
    "language": gettext_lazy("Language"),
    "product": gettext_lazy("Product"),
    "agent": gettext_lazy("Agent"),
    "survey": gettext_lazy("Survey"),
    "question": gettext_lazy("Question"),
    "metric": gettext_lazy("Score type"),
    "direction": gettext_lazy("Direction"),
    "currency": gettext_lazy("Currency"),
    "score": gettext_lazy("Score"),
    "weekday": gettext_lazy("Weekday"),
    "hour": gettext_lazy("Hour"),
    "month": gettext_lazy("Month of the year"),
    "text": gettext_lazy("Text"),
    "url": gettext_lazy("Web address"),
    "amount": gettext_lazy("Amount"),
    "duration": gettext_lazy("Duration"),
    "time": gettext_lazy("Time"),
}
_COMMON_NAMES: dict[str, str | Promise] = {
    "account manager": pgettext_lazy("dimension", "Account manager"),
    "age group": pgettext_lazy("dimension", "Age group"),
    "agent team": pgettext_lazy("dimension", "Agent team"),
    "browser": pgettext_lazy("dimension", "Browser"),
    "campaign": pgettext_lazy("dimension", "Campaign"),
    "carrier": pgettext_lazy("dimension", "Carrier"),
    "category": pgettext_lazy("dimension", "Category"),
    "city": pgettext_lazy("dimension", "City"),
    "company": pgettext_lazy("dimension", "Company"),
    "company size": pgettext_lazy("dimension", "Company size"),
    "country": pgettext_lazy("dimension", "Country"),
    "customer type": pgettext_lazy("dimension", "Customer type"),
    "department": pgettext_lazy("dimension", "Department"),
    "device": pgettext_lazy("dimension", "Device"),
    "employees": pgettext_lazy("dimension", "Employees"),
    "first name": pgettext_lazy("dimension", "First name"),
    "gender": pgettext_lazy("dimension", "Gender"),
    "industry": pgettext_lazy("dimension", "Industry"),
    "job title": pgettext_lazy("dimension", "Job title"),
    "last name": pgettext_lazy("dimension", "Last name"),
    "member since": pgettext_lazy("dimension", "Member since"),
    "name": pgettext_lazy("dimension", "Name"),
    "newsletter": pgettext_lazy("dimension", "Newsletter"),
    "payment method": pgettext_lazy("dimension", "Payment method"),
    "plan": pgettext_lazy("dimension", "Plan"),
    "platform": pgettext_lazy("dimension", "Platform"),
    "priority": pgettext_lazy("dimension", "Priority"),
    "region": pgettext_lazy("dimension", "Region"),
    "shop": pgettext_lazy("dimension", "Shop"),
    "status": pgettext_lazy("dimension", "Status"),
    "store": pgettext_lazy("dimension", "Store"),
    "team": pgettext_lazy("dimension", "Team"),
    "tier": pgettext_lazy("dimension", "Tier"),
    "variant": pgettext_lazy("dimension", "Variant"),
    "version": pgettext_lazy("dimension", "Version"),
    "voucher": pgettext_lazy("dimension", "Voucher"),
}
"""What workspaces often call their dimensions and traits."""
_CHANNELS: dict[str, str | Promise] = {
    "web": gettext_lazy("Web"),
    "app": gettext_lazy("App"),
    "email": gettext_lazy("E-mail"),
    "chat": gettext_lazy("Chat"),
    "sms": gettext_lazy("SMS"),
    "phone": gettext_lazy("Phone"),
    "social": gettext_lazy("Social media"),
    "review": gettext_lazy("Reviews"),
    "survey": gettext_lazy("Surveys"),
    "store": gettext_lazy("Shop"),
    "mail": gettext_lazy("Post"),
    "system": gettext_lazy("System"),
    "other": gettext_lazy("Other"),
}
_DIRECTIONS: dict[str, str | Promise] = {
    "inbound": gettext_lazy("From people"),
    "outbound": gettext_lazy("From the brand"),
    "internal": gettext_lazy("Within the brand"),
}
_ENTITIES: dict[Entity, str | Promise] = {
    Entity.INTERACTION: gettext_lazy("Interactions"),
    Entity.PERSON: gettext_lazy("People"),
    Entity.CONVERSATION: gettext_lazy("Conversations"),
    Entity.ORDER: gettext_lazy("Orders"),
    Entity.CONTRACT: gettext_lazy("Contracts"),
    Entity.RESPONSE: gettext_lazy("Responses"),
}


def metric_title(metric: Metric) -> str:
    return _(metric.title)


def name_label(name: str) -> str:
    """Return what people read for a dimension or trait; of the workspace's own names, the common ones are translated."""
    if name in _NAMES:
        return str(_NAMES[name])
    words = name.removeprefix(_TRAIT).replace("_", " ").strip()
    known = _NAMES.get(words.lower().replace(" ", "_")) or _COMMON_NAMES.get(words.lower())
    return str(known or words[:1].upper() + words[1:]) or name


def value_label(name: str, value: KeyValue) -> str:
    """Return what people read for the value of a dimension; a missing one is said to be missing."""
    if value is None:
        return pgettext("value of a dimension", "(none)")
    if not isinstance(value, str):
        return f"{value:g}"
    match name:
        case "channel":
            return str(_CHANNELS.get(value, value))
        case "direction":
            return str(_DIRECTIONS.get(value, value))
        case "kind":
            return kind_label(value)
        case "weekday" | "month":
            return _(value)
    return value


def channel_label(channel: str) -> str:
    return str(_CHANNELS.get(channel, channel))


def kind_label(kind: str) -> str:
    return _(KINDS[kind].title) if kind in KINDS else kind


def entity_label(entity: Entity) -> str:
    """Return the plural of what a figure counts."""
    return str(_ENTITIES[entity])


def grain_label(grain: Grain) -> str:
    """Return the name of a width of buckets."""
    return {
        Grain.DAY: _("Day"),
        Grain.WEEK: _("Week"),
        Grain.MONTH: _("Month"),
        Grain.QUARTER: _("Quarter"),
        Grain.YEAR: _("Year"),
    }[grain]


def bucket_label(first_day: date, grain: Grain) -> str:
    """Return what people read for a bucket."""
    match grain:
        case Grain.WEEK:
            return _("Week of %(day)s") % {"day": write_day(first_day)}
        case Grain.MONTH:
            return write_day(first_day, style="month")
        case Grain.QUARTER:
            return _("Q%(quarter)d %(year)d") % {"quarter": (first_day.month + 2) // 3, "year": first_day.year}
        case Grain.YEAR:
            return str(first_day.year)
    return write_day(first_day)
