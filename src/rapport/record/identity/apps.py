from typing import ClassVar

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "rapport.record.identity"
    label = "identity"
    may_mention: ClassVar = {"Merge": ("reason", "undone_reason")}
