from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "rapport.record.identity"
    label = "identity"
