"""A resource: the endpoints of one thing, each a function with what it needs and gives beside it."""

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ninja import Router

from rapport.accounts.public import SCOPES
from rapport.core.errors import BugError
from rapport.core.registry import Registry
from rapport.serve.api.admission import Admission
from rapport.serve.api.answering import answer
from rapport.serve.api.endpoint import Endpoint, File, Method, Takes

View = TypeVar("View", bound=Callable[..., Any])  # Any: an endpoint takes what its address and its body name
_SCOPES = {scope.key for scope in SCOPES}


class Resource:
    """Endpoints that belong together. The first line of an endpoint's docstring is its summary, the whole its description.

    Parameters
    ----------
    key : one word.
    title : as people read it.
    order : its place in the reference.
    about : a sentence or two for the reference.
    """

    def __init__(self, key: str, *, title: str, order: int, about: str) -> None:
        self.key = key
        self.title = title
        self.order = order
        self.about = about
        self.endpoints: list[Endpoint] = []
        self.router = Router(tags=[title])

    def get(
        self, path: str, *, needs: str | None, gives: Any, problems: Sequence[int] = ()
    ) -> Callable[[View], View]:  # Any: see Endpoint
        """Offer something to read."""
        return self._offer("GET", path, needs=needs, gives=gives, problems=problems)

    def post(
        self,
        path: str,
        *,
        needs: str,
        gives: Any,
        status: int = 201,
        takes: Takes | None = None,
        changes: bool = True,
        problems: Sequence[int] = (),
    ) -> Callable[[View], View]:
        """Offer something to make or to do."""
        takes = takes or Takes()
        return self._offer("POST", path, needs=needs, gives=gives, status=status, takes=takes, changes=changes, problems=problems)

    def put(
        self, path: str, *, needs: str, gives: Any, takes: Takes | None = None, problems: Sequence[int] = ()
    ) -> Callable[[View], View]:
        """Offer to set something at an address of the client's choice."""
        return self._offer("PUT", path, needs=needs, gives=gives, takes=takes or Takes(), changes=True, problems=problems)

    def patch(
        self, path: str, *, needs: str, gives: Any, takes: Takes | None = None, problems: Sequence[int] = ()
    ) -> Callable[[View], View]:
        """Offer to change parts of something."""
        return self._offer("PATCH", path, needs=needs, gives=gives, takes=takes or Takes(), changes=True, problems=problems)

    def delete(self, path: str, *, needs: str, gives: Any = None, problems: Sequence[int] = ()) -> Callable[[View], View]:
        """Offer to take something away."""
        return self._offer(
            "DELETE", path, needs=needs, gives=gives, status=200 if gives else 204, changes=True, problems=problems
        )

    def _offer(self, method: Method, path: str, **about: Any) -> Callable[[View], View]:  # Any: the fields of Endpoint
        def offer(view: View) -> View:
            # `{path:tag}` takes slashes as well; whoever reads the reference need not know.
            endpoint = Endpoint(view.__name__, method, re.sub(r"{\w+:", "{", path), **about)
            if endpoint.needs is not None and endpoint.needs not in _SCOPES:
                raise BugError(f"{view.__name__} needs the scope {endpoint.needs}, which does not exist.")
            summary, _, description = inspect.cleandoc(view.__doc__ or "").partition("\n\n")
            self.endpoints.append(endpoint)
            self.router.api_operation(
                [method],
                path,
                auth=Admission(endpoint),
                response={endpoint.status: None if isinstance(endpoint.gives, File) else endpoint.gives},
                by_alias=True,
                operation_id=endpoint.name,
                summary=summary.replace("\n", " "),
                description=description or summary,
            )(functools.wraps(view)(answer(view, endpoint)))
            return view

        return offer


RESOURCES: Registry[Resource] = Registry(
    "resource of the API", Resource, attribute="RESOURCES", folders=("rapport.serve.api.resources",)
)
"""Every module of `resources/` offers its resources; nothing lists them."""
