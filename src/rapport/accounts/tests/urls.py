"""Pages under the gate, to test the gate with."""

from collections.abc import AsyncIterator, Iterator

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from django.utils import timezone, translation

from rapport.accounts import settings_urls
from rapport.accounts.public import Permission, WorkspaceRequest, audit, current_actor, page


@page(Permission.SEE_FIGURES)
def figures(request: WorkspaceRequest, number: int = 0) -> HttpResponse:
    return JsonResponse(
        {
            "workspace": request.workspace.slug,
            "role": request.member.role.value,
            "actor": current_actor(),
            "zone": timezone.get_current_timezone_name(),
            "language": translation.get_language(),
            "may_erase": request.may(Permission.ERASE),
            "number": number,
        }
    )


@page(Permission.SEE_PEOPLE, methods=("GET", "POST"))
def people(request: WorkspaceRequest) -> HttpResponse:
    audit(request, "person.see", "person 7", tab="timeline")
    return HttpResponse("people")


@page(Permission.SEE_FIGURES)
async def slow(request: WorkspaceRequest) -> HttpResponse:
    return HttpResponse(f"{request.workspace.slug} {current_actor()}")


@page(Permission.SEE_FIGURES)
async def live(request: WorkspaceRequest) -> StreamingHttpResponse:
    async def events() -> AsyncIterator[str]:
        yield f"{current_actor()} {timezone.get_current_timezone_name()}"

    return StreamingHttpResponse(events(), content_type="text/event-stream")


@page(Permission.EXPORT)
def export(request: WorkspaceRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        yield current_actor()

    return StreamingHttpResponse(rows())


workspace_patterns = [
    path("", figures, name="overview"),
    path("figures/<int:number>/", figures),
    path("people/", people),
    path("slow/", slow),
    path("live/", live),
    path("export/", export),
    *settings_urls.urlpatterns,
]
urlpatterns = [
    path("w/<slug:workspace>/", include(workspace_patterns)),
    path("", figures, name="entrance", kwargs={"workspace": "default"}),
    path("", include("rapport.accounts.urls")),
]
