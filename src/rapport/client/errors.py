"""What can go wrong, named by what to do about it."""

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """The server refused.

    Parameters
    ----------
    status : of HTTP; 0 when there was no answer.
    problem : what the server said (RFC 9457): `type`, `title`, `detail`, and `errors` with a pointer to each.
    """

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:  # Any: JSON
        self.status = status
        self.problem = dict(problem)
        super().__init__(self._told())

    def _told(self) -> str:
        faults = [
            f"{place}: {each['detail']}" if (place := each.get("pointer") or each.get("parameter")) else str(each["detail"])
            for each in self.problem.get("errors", ())
        ]
        detail = str(self.problem.get("detail") or self.problem.get("title") or f"status {self.status}")
        return "\n".join([detail, *(fault for fault in faults if fault != detail)])


class UnauthorizedError(ApiError):
    """The key is not known, was revoked or has expired."""


class ForbiddenError(ApiError):
    """The key lacks the scope."""


class NotFoundError(ApiError):
    """There is no such thing in the workspace of the key."""


class ConflictError(ApiError):
    """It does not go with how things stand: read them anew."""


class InvalidError(ApiError):
    """What was asked or sent is not as it must be; the text says what to write instead."""


class ServerError(ApiError):
    """Something went wrong there, also after trying again."""


class UnreachableError(ApiError):
    """There was no answer, also after trying again."""


def error_of(status: int, problem: Mapping[str, Any]) -> ApiError:  # Any: JSON
    """Return the error that stands for a status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else InvalidError)(status, problem)


_BY_STATUS: dict[int, type[ApiError]] = {
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    429: ServerError,
}
