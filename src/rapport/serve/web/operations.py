"""What machines ask: does it live, and how is it doing."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from rapport.core.home import current_home
from rapport.serve.web.backlog import waiting_rows
from rapport.serve.web.shutdown import STOPPING


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers and the home can be read; 503 with the reason otherwise. Names nothing private."""
    checks = {"database": _database(), "home": "ok" if current_home().path.is_dir() else "the home folder is gone"}
    if STOPPING.is_set():
        checks["process"] = "is ending"
    is_well = all(said == "ok" for said in checks.values())
    return JsonResponse({"status": "ok" if is_well else "failing", "checks": checks}, status=200 if is_well else 503)


def _database() -> str:
    from django.db import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus, from this machine or with the token of `RAPPORT_METRICS_TOKEN`."""
    from rapport.serve.web.operators import is_operator

    if not is_operator(request):
        return HttpResponse(
            "Only from this machine, or with the bearer token of RAPPORT_METRICS_TOKEN.\n", status=403, content_type="text/plain"
        )
    body = generate_latest(REGISTRY) + waiting_rows()
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)
