"""All stories and all cases."""

from rapport.understand.metrics.tests.golden import activity, conversations, orders, retention, subscriptions, surveys

STORIES = {
    "surveys": surveys.STREAM,
    "activity": activity.STREAM,
    "orders": orders.STREAM,
    "conversations": conversations.STREAM,
    "retention": retention.STREAM,
    "textbook": retention.TEXTBOOK,
    "subscriptions": subscriptions.STREAM,
}
CASES = (
    *surveys.CASES,
    *activity.CASES,
    *orders.CASES,
    *conversations.CASES,
    *retention.CASES,
    *subscriptions.CASES,
)
