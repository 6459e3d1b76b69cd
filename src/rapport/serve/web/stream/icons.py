"""Which drawing stands for an interaction: by its kind, or else by its channel."""

# icons: mood-smile star message-circle shopping-bag receipt-refund circle-x truck-delivery package mail messages message note
# icons: phone-incoming phone-off phone-outgoing world device-mobile click login repeat calendar-x shield-check id-badge-2 flask
# icons: target route brand-twitter building-store mailbox settings point message-check message-forward refresh

_BY_KIND = {
    "survey_answered": "mood-smile",
    "review_posted": "star",
    "mention_posted": "message-circle",
    "order_placed": "shopping-bag",
    "order_refunded": "receipt-refund",
    "order_cancelled": "circle-x",
    "order_shipped": "truck-delivery",
    "order_delivered": "package",
    "note_added": "note",
    "conversation_solved": "message-check",
    "conversation_assigned": "message-forward",
    "conversation_updated": "refresh",
    "call_received": "phone-incoming",
    "call_missed": "phone-off",
    "call_made": "phone-outgoing",
    "event_tracked": "click",
    "session_started": "login",
    "subscription_started": "repeat",
    "subscription_renewed": "repeat",
    "subscription_changed": "repeat",
    "subscription_cancelled": "calendar-x",
    "subscription_ended": "calendar-x",
    "consent_changed": "shield-check",
    "profile_updated": "id-badge-2",
    "variant_assigned": "flask",
    "goal_reached": "target",
    "event_logged": "route",
}
_BY_CHANNEL = {
    "web": "world",
    "app": "device-mobile",
    "email": "mail",
    "chat": "messages",
    "sms": "message",
    "phone": "phone-incoming",
    "social": "message-circle",
    "review": "star",
    "survey": "mood-smile",
    "store": "building-store",
    "mail": "mailbox",
    "system": "settings",
}


def icon_of(kind: str, channel: str | None) -> str:
    """Return the name of a drawing."""
    return _BY_KIND.get(kind) or _BY_CHANNEL.get(channel or "", "point")


def channel_icon(channel: str | None) -> str:
    return _BY_CHANNEL.get(channel or "", "point")
