from typing import ClassVar

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "rapport.accounts"
    label = "accounts"
    may_mention: ClassVar = {"AuditEntry": ("subject", "details")}

    def ready(self) -> None:
        from rapport.accounts.actions import ensure_default_workspace

        # Not in a migration: after a flush (every transactional test) the default workspace must come back.
        post_migrate.connect(ensure_default_workspace, sender=self)
        if apps.is_installed("allauth.mfa"):  # the command line signs nobody in
            from rapport.accounts.sign_in.events import listen

            listen()
