"""Forgets all identities of a workspace that is deleted."""

from django.apps import apps

from rapport.accounts.public import Workspace
from rapport.record.identity import models
from rapport.record.identity.bulk import locked


def forget_everybody(workspace: Workspace) -> None:
    """Delete every identity of a workspace; nobody is refused afterwards, as they would be after `forget`."""
    with locked(workspace.id) as cursor:
        # These two name the workspace through others only, so they go first.
        cursor.execute(
            "DELETE FROM identity_member WHERE identifier_id IN (SELECT id FROM identity_identifier WHERE workspace_id = %s)",
            [workspace.id],
        )
        models.SeparatedIdentifier.objects.filter(separation__workspace_id=workspace.id).delete()
        for model in apps.get_app_config("identity").get_models():
            if any(field.attname == "workspace_id" for field in model._meta.concrete_fields):
                model._default_manager.filter(workspace_id=workspace.id).delete()
