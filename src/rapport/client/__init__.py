"""The Python client of Rapport's REST interface."""

from rapport.client.answer import Answer
from rapport.client.client import Client
from rapport.client.delivery import Delivery
from rapport.client.errors import (
    ApiError,
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    ServerError,
    UnauthorizedError,
    UnreachableError,
)

__all__ = [
    "Answer",
    "ApiError",
    "Client",
    "ConflictError",
    "Delivery",
    "ForbiddenError",
    "InvalidError",
    "NotFoundError",
    "ServerError",
    "UnauthorizedError",
    "UnreachableError",
]
