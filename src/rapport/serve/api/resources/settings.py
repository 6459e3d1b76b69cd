"""The settings of the workspace."""

from django.db import transaction

from rapport.accounts.public import WORKSPACE_SETTINGS, Workspace, change_setting
from rapport.core.errors import UserError
from rapport.serve.api.documents.workspace import SettingDocument, SettingsBody
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

SETTINGS = Resource(
    "settings", title="Settings", order=70, about="How the workspace counts: its zone, currency, hours, costs and smallest group."
)


@SETTINGS.get("/settings", needs="read:figures", gives=list[SettingDocument])
def list_settings(request: ApiRequest) -> list[dict[str, object]]:
    """List the settings of the workspace."""
    return _documents(workspace_of(request))


@SETTINGS.patch("/settings", needs="manage:settings", gives=list[SettingDocument])
def change_settings(request: ApiRequest, body: SettingsBody) -> list[dict[str, object]]:
    """Change settings: all of those that are named, or none.

    Values are written as a person types them; the list of settings says what may stand there.
    """
    workspace = workspace_of(request)
    with transaction.atomic():
        for name, value in body.values.items():
            try:
                workspace = change_setting(workspace.slug, name, value)
            except UserError as error:
                raise Problem(Kind.INVALID, str(error), [Fault(str(error), pointer=f"#/values/{name}")]) from error
    return _documents(workspace)


def _documents(workspace: Workspace) -> list[dict[str, object]]:
    return [
        {"name": setting.name, "value": setting.show(workspace), "meaning": setting.meaning, "values": setting.values}
        for setting in WORKSPACE_SETTINGS
    ]


RESOURCES = (SETTINGS,)
