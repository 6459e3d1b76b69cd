"""API keys: looked over and revoked. People make them, since a key must not make others."""

from typing import Annotated

from ninja import Path

from rapport.accounts.public import ApiKey, list_api_keys, revoke_api_key
from rapport.serve.api.documents.workspace import KeyDocument
from rapport.serve.api.moments import written, written_or_none
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
    return [_document(key) for key in list_api_keys(workspace_of(request))]


@KEYS.delete("/keys/{key}", needs="manage:keys", problems=(404,))
def revoke_key(request: ApiRequest, key: Annotated[int, Path(ge=1, le=2**53, example=3)]) -> None:
    """Revoke an API key.

    It opens nothing from now on.
    """
    with told_as(Kind.NOT_FOUND):
        revoke_api_key(workspace_of(request), key)


def _document(key: ApiKey) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "scopes": list(key.scopes),
        "made_by": key.made_by,
        "created_at": written(key.created_at),
        "expires_at": written_or_none(key.expires_at),
        "last_used_at": written_or_none(key.last_used_at),
        "requests_per_minute": key.requests_per_minute,
        "has_expired": key.has_expired,
    }


RESOURCES = (KEYS,)
