"""The channels and directions an interaction can have: closed lists, in the field's terms."""

from enum import StrEnum


class Channel(StrEnum):
    """Where the interaction took place."""

    WEB = "web"
    APP = "app"
    EMAIL = "email"
    CHAT = "chat"
    SMS = "sms"
    PHONE = "phone"
    SOCIAL = "social"
    REVIEW = "review"
    SURVEY = "survey"
    STORE = "store"
    MAIL = "mail"
    SYSTEM = "system"
    OTHER = "other"


class Direction(StrEnum):
    """Who began it: the person (inbound), the brand (outbound), or the brand with itself (internal)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"
