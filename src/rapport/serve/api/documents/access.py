"""Who asks, and what they may."""

from rapport.serve.api.documents.document import Document


class WorkspaceDocument(Document):
    """The workspace that the key belongs to."""

    slug: str
    name: str
    zone: str
    currency: str
    is_simulated: bool


class KeyInUse(Document):
    """The key of this request."""

    id: int
    name: str
    scopes: list[str]
    requests_per_minute: int


class WhoAmI(Document):
    """Who you are and what you may."""

    EXAMPLE = {
        "workspace": {"slug": "shop", "name": "Shop", "zone": "Europe/Riga", "currency": "EUR", "is_simulated": False},
        "key": {"id": 3, "name": "warehouse", "scopes": ["read:figures"], "requests_per_minute": 600},
        "version": "0.1.0",
        "reference": "/api/v1/docs",
    }

    workspace: WorkspaceDocument
    key: KeyInUse
    version: str
    reference: str
