"""Who asks, and what they may."""

from importlib.metadata import version

from rapport.serve.api.documents.access import WhoAmI
from rapport.serve.api.problems import REFERENCE
from rapport.serve.api.request import ApiRequest
from rapport.serve.api.resource import Resource

ACCESS = Resource("access", title="Access", order=0, about="Who you are, and what you may.")


@ACCESS.get("/", needs=None, gives=WhoAmI)
def who_am_i(request: ApiRequest) -> dict[str, object]:
    """Say who I am.

    The workspace that the key belongs to, and the scopes of the key. Every endpoint names the scope that it needs.
    """
    access = request.auth
    workspace = access.workspace
    return {
        "workspace": {name: getattr(workspace, name) for name in ("slug", "name", "zone", "currency", "is_simulated")},
        "key": {
            "id": access.key_id,
            "name": access.name,
            "scopes": sorted(access.scopes),
            "requests_per_minute": access.requests_per_minute,
        },
        "version": version("rapport"),
        "reference": REFERENCE,
    }


RESOURCES = (ACCESS,)
