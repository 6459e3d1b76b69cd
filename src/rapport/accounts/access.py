"""The gate of every page under `/w/<workspace>/`: who asks, in which workspace, and whether they may."""

import functools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from inspect import iscoroutinefunction
from typing import Any, Protocol, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from rapport.accounts.actor import act_as, acting_as
from rapport.accounts.audited_request import AuditedRequest
from rapport.accounts.queries import find_membership, remember_workspace
from rapport.accounts.roles import Member, Permission


class WorkspaceRequest(AuditedRequest):
    """A request that `page` let in. It exists for its types: at run time the request of Django carries the attributes."""

    member: Member

    def may(self, permission: Permission) -> bool:
        """Whether the member's role includes the permission."""
        return self.member.may(permission)


# Any: what a view takes beside the request is said by its URL.
View = Callable[..., HttpResponseBase] | Callable[..., Awaitable[HttpResponseBase]]


class Page(Protocol):
    """A view behind the gate."""

    permission: Permission

    def __call__(self, request: HttpRequest, workspace: str, **kwargs: Any) -> HttpResponseBase: ...


def page(permission: Permission, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], Page]:
    """Decorate a view under `/w/<workspace>/`, sync or async: ``view(request: WorkspaceRequest, **rest_of_the_url)``.

    Who is not signed in is sent to sign in; who is no member is told that there is nothing; who may not is told so (403).
    The view then runs in the member's language and the workspace's time zone, and the audit log knows who acts.

    Parameters
    ----------
    permission : what the member's role must include.
    methods : of HTTP; GET brings HEAD along.
    """

    def decorate(view: View) -> Page:
        guard = _async_gate if iscoroutinefunction(view) else _gate
        guarded = cast(Page, functools.wraps(view)(guard(view, permission, methods)))
        guarded.permission = permission
        return guarded

    return decorate


# Any: see `View`.
def _gate(view: Callable[..., Any], permission: Permission, methods: tuple[str, ...]) -> Callable[..., HttpResponseBase]:
    def gate(request: HttpRequest, workspace: str, **kwargs: Any) -> HttpResponseBase:
        refusal = _refuse(request, workspace, permission, methods)
        if refusal:
            return refusal
        with _acting(request) as keep:
            return keep(view(request, **kwargs))

    return gate


def _async_gate(view: Callable[..., Any], permission: Permission, methods: tuple[str, ...]) -> Callable[..., Any]:
    async def gate(request: HttpRequest, workspace: str, **kwargs: Any) -> HttpResponseBase:
        refusal = await sync_to_async(_refuse)(request, workspace, permission, methods)
        if refusal:
            return refusal
        with _acting(request) as keep:
            return keep(await view(request, **kwargs))

    return gate


def _refuse(request: HttpRequest, slug: str, permission: Permission, methods: tuple[str, ...]) -> HttpResponseBase | None:
    """Return what to answer instead of the page; None lets the request in, with what `WorkspaceRequest` says."""
    user = request.user
    if not user.is_authenticated:
        return _to_sign_in(request)
    found = find_membership(user.pk, slug)
    if found is None:
        raise Http404
    workspace, member = found
    asked = cast(WorkspaceRequest, request)
    asked.workspace, asked.member, asked.actor = workspace, member, f"user:{member.email}"
    asked.may = member.may  # type: ignore[method-assign]  # the request is Django's own class
    if not member.may(permission):
        return _forbidden(asked, permission)
    if request.method not in _with_head(methods):
        return HttpResponseNotAllowed(_with_head(methods))
    if user.last_workspace_id != workspace.id:
        remember_workspace(user.pk, workspace.id)
    return None


def _with_head(methods: tuple[str, ...]) -> tuple[str, ...]:
    return (*methods, "HEAD") if "GET" in methods else methods


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
    # A fragment cannot be come back to: sign-in leads to the page that asked for it.
    here = urlsplit(request.headers.get("HX-Current-URL", "/"))
    target = redirect_to_login(here.path + (f"?{here.query}" if here.query else ""))
    return HttpResponse(headers={"HX-Redirect": target.url})


def _forbidden(request: WorkspaceRequest, permission: Permission) -> HttpResponse:
    name = "accounts/_forbidden.html" if "HX-Request" in request.headers else "accounts/forbidden.html"
    with _acting(request):
        return render(request, name, {"permission": permission}, status=403)


@contextmanager
def _acting(request: HttpRequest) -> Iterator[Callable[[HttpResponseBase], HttpResponseBase]]:
    """Let the member act, in their language and the workspace's zone; what is rendered or streamed later, too."""
    asked = cast(WorkspaceRequest, request)
    zone = ZoneInfo(asked.workspace.zone)
    language = asked.member.language or translation.get_language()

    def keep(response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, TemplateResponse):
            return response.render()
        if response.streaming:
            streams.append(response)
        return response

    streams: list[HttpResponseBase] = []
    with acting_as(asked.actor), timezone.override(zone), translation.override(language):
        yield keep
    for response in streams:
        # Each request is a task with a context of its own, so this holds for its stream and for nothing else.
        act_as(asked.actor)
        timezone.activate(zone)
        translation.activate(language)
        response._resource_closers.append(_stop_acting)  # type: ignore[attr-defined]  # what Django closes at the end


def _stop_acting() -> None:
    act_as(None)
    timezone.deactivate()
    translation.deactivate()
