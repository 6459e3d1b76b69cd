"""The Django app of the API: it keeps replies for those who repeat a request, and forgets them with the people they quote."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_delete


class ApiConfig(AppConfig):
    name = "rapport.serve.api"
    label = "api"

    def ready(self) -> None:
        # The row of an erasure is deleted when it is complete: also one that the command line or a page ran.
        post_delete.connect(_forget_replies, sender="people.Erasure", dispatch_uid="api.forget_replies")


def _forget_replies(instance: object, **_signal: object) -> None:
    apps.get_model("api", "KeptReply").objects.filter(workspace_id=getattr(instance, "workspace_id")).delete()  # noqa: B009
