"""API keys: looked over and revoked. People make them, since a key must not make others."""

from typing import Annotated

from ninja import Path

from rapport.accounts.public import key_document, list_api_keys, revoke_api_key
from rapport.serve.api.documents.workspace import KeyDocument
from rapport.serve.api.moments import written
from rapport.serve.api.problems import Kind, told_as
from rapport.serve.api.request import ApiRequest, workspace_of
from rapport.serve.api.resource import Resource

KEYS = Resource(
    "keys",
    title="API keys",
    order=72,
    about="Which programs may do what. People make keys, in the settings or with `rapport key`.",
)


@KEYS.get("/keys", needs="manage:keys", gives=list[KeyDocument])
def list_keys(request: ApiRequest) -> list[dict[str, object]]:
    """List the API keys, newest first.

    Those that have expired too, but none that was revoked.
    """
    return [key_document(key, written) for key in list_api_keys(workspace_of(request))]


@KEYS.delete("/keys/{key}", needs="manage:keys", problems=(404,))
def revoke_key(request: ApiRequest, key: Annotated[int, Path(ge=1, le=2**53, example=3)]) -> None:
    """Revoke an API key.

    It opens nothing from now on.
    """
    with told_as(Kind.NOT_FOUND):
        revoke_api_key(workspace_of(request), key)


RESOURCES = (KEYS,)
