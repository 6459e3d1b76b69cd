"""Whoever adds a table decides whether it may mention a customer, so that an erasure reaches it."""

from django.apps import apps
from django.db import models

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
MENTION_NOBODY = {
    "accounts.Workspace": "settings",
    "accounts.User": "a member, not a customer",
    "accounts.Invitation": "a member, not a customer",
    "accounts.SignInLink": "a hash",
    "accounts.Attempt": "keyed hashes, for minutes",
    "accounts.ApiKey": "the name of a program",
    "identity.Identifier": "deleted by the erasure itself",
    "identity.Evidence": "deleted by the erasure itself",
    "identity.Tombstone": "a keyed hash",
    "identity.Word": "deleted by the erasure itself",
    "people.Company": "a company",
    "people.Suppression": "the address is hidden by the erasure itself",
    "people.Erasure": "deleted when the erasure is complete",
    "retention.Rule": "settings",
    "api.KeptReply": "all are deleted with any erasure",
    "overview.Layout": "keys of metrics",
    "dashboards.Recipient": "a member, not a customer",
}


def test_every_table_with_words_says_whether_it_may_mention_a_customer() -> None:
    undecided = []
    for app in apps.get_app_configs():
        if not app.name.startswith("rapport."):
            continue
        told = getattr(app, "may_mention", {})
        for model in app.get_models():
            has_words = any(isinstance(field, WORDS) and not field.choices for field in model._meta.concrete_fields)
            if has_words and model.__name__ not in told and model._meta.label not in MENTION_NOBODY:
                undecided.append(model._meta.label)

    assert undecided == []


def test_what_may_mention_a_customer_exists() -> None:
    for app in apps.get_app_configs():
        for name, columns in getattr(app, "may_mention", {}).items():
            assert {field.name for field in app.get_model(name)._meta.concrete_fields} >= set(columns)
