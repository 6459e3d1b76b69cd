"""The audit log: who saw or changed what."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from rapport.accounts.access import WorkspaceRequest, page
from rapport.accounts.audit_reading import AuditFilter, all_entries, find_entries, known_actions, known_actors
from rapport.accounts.audit_words import action_name, details_told, subject_name
from rapport.accounts.audited_request import audit
from rapport.accounts.queries import AuditEntry
from rapport.accounts.roles import Permission
from rapport.core.formulas import escape_formula


@page(Permission.SEE_AUDIT)
def audit_log(request: WorkspaceRequest) -> HttpResponse:
    """Show the log, newest first; a page further is a fragment."""
    asked = _asked(request)
    found = find_entries(request.workspace, asked)
    context = {"found": found, "rows": [_row(entry) for entry in found.entries], "asked": asked}
    if "HX-Request" in request.headers and asked.before:
        return render(request, "accounts/settings/_audit_rows.html", context)
    chosen = {name: request.GET.get(name, "") for name in ("actor", "action", "from", "to")}
    return render(
        request,
        "accounts/settings/audit.html",
        {
            **context,
            "chosen": chosen,
            "is_filtered": any(chosen.values()),
            "actors": known_actors(request.workspace),
            "actions": sorted(((one, action_name(one)) for one in known_actions(request.workspace)), key=lambda each: each[1]),
            "since": chosen["from"],
            "until": chosen["to"],
        },
    )


def _row(entry: AuditEntry) -> tuple[AuditEntry, str, str, str]:
    details = details_told(entry.details, of=entry.subject if entry.action == "workspace.set" else "")
    return entry, action_name(entry.action), subject_name(entry.action, entry.subject), details


@page(Permission.SEE_AUDIT)
def audit_export(request: WorkspaceRequest) -> HttpResponseBase:
    """Give the log as a table, as it is filtered."""
    audit(request, "audit.export", filtered_by=request.GET.urlencode())
    response = StreamingHttpResponse(_table(request, _asked(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{request.workspace.slug}.csv"'
    return response


class _Line:
    """What `csv` writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _table(request: WorkspaceRequest, asked: AuditFilter) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(["at", "actor", "action", "subject", "network", "details"])
    for entry in all_entries(request.workspace, asked):
        yield writer.writerow([escape_formula(cell) for cell in _cells(entry)])


def _cells(entry: AuditEntry) -> list[str]:
    details = "; ".join(f"{name}: {value}" for name, value in entry.details.items())
    return [f"{entry.at:%Y-%m-%dT%H:%M:%SZ}", entry.actor, entry.action, entry.subject, entry.network, details]


def _asked(request: WorkspaceRequest) -> AuditFilter:
    zone = ZoneInfo(request.workspace.zone)
    until = _day(request.GET.get("to", ""), zone)
    before = request.GET.get("before", "")
    return AuditFilter(
        actor=request.GET.get("actor", "")[:200],
        action=request.GET.get("action", "")[:64],
        since=_day(request.GET.get("from", ""), zone),
        until=until + timedelta(days=1) if until else None,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text), time(), zone) if text else None
    except ValueError:
        return None
