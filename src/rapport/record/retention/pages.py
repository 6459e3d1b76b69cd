"""The settings of privacy: how long interactions are kept, and what is hidden in them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.accounts.public import Permission, WorkspaceRequest, page
from rapport.core.errors import UserError
from rapport.core.kinds import KINDS
from rapport.record.retention.applying import Due, cutoff, find_all_due, find_due
from rapport.record.retention.groups import GROUPS, kinds_of
from rapport.record.retention.hiding import hiding_of, save_hiding
from rapport.record.retention.rules import LONGEST_DAYS, SHORTEST_DAYS, list_rules, set_rule
from rapport.record.store.public import current_store

GROUP_NAMES: dict[str, str | Promise] = {
    "behaviour": _("Behaviour on web and in apps"),
    "conversations": _("Conversations"),
    "feedback": _("Survey answers and reviews"),
    "orders": _("Orders and subscriptions"),
    "other": _("Everything else"),
}
USUAL_DAYS = (90, 180, 365, 730, 1095, 1825)


@dataclass(frozen=True, slots=True)
class Row:
    """A group as the page shows it."""

    due: Due
    name: str
    kinds: str
    problem: str = ""
    typed: str = ""


@page(Permission.MANAGE_SETTINGS, methods=("GET", "POST"))
def privacy(request: WorkspaceRequest) -> HttpResponse:
    """Show what is held and for how long; change it."""
    if request.POST.get("part") == "hiding":
        return _hide(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        typed = {group: _read(request.POST.get(group, "")) for group in GROUPS}
        problems = {group: gettext("Write a whole number of days, from 7 on.") for group, days in typed.items() if days == 0}
        if not problems:
            _save(request, typed)
            return redirect("settings-privacy", workspace=request.workspace.slug)
    store = current_store(request.workspace.slug)
    rows = [
        Row(
            due,
            name=str(GROUP_NAMES[due.group]),
            kinds=", ".join(gettext(KINDS[kind].title) for kind in kinds_of(due.group)),
            problem=problems.get(due.group, ""),
            typed=request.POST.get(due.group, str(due.days or "")),
        )
        for due in find_all_due(request.workspace, store)
    ]
    context = {"rows": rows, "usual_days": USUAL_DAYS, "shortest": SHORTEST_DAYS, "hiding": hiding_of(request.workspace)}
    return render(request, "retention/privacy.html", context, status=422 if problems else 200)


@page(Permission.MANAGE_SETTINGS)
def preview(request: WorkspaceRequest) -> HttpResponse:
    """Say what a rule that is being typed would delete."""
    group = request.GET.get("group", "")
    days = _read(request.GET.get(group, ""))
    if group not in GROUPS or days == 0:
        return HttpResponse()
    due = find_due(current_store(request.workspace.slug), group, days)
    context = {"due": due, "before": cutoff(days) if days else None}
    return render(request, "retention/_due.html", context)


def _hide(request: WorkspaceRequest) -> HttpResponse:
    try:
        is_changed = save_hiding(request.workspace, request.POST)
    except UserError as error:
        raise SuspiciousOperation(str(error)) from error  # the page offers no such value
    messages.success(request, gettext("Saved.") if is_changed else gettext("Nothing was changed."))
    return redirect("settings-privacy", workspace=request.workspace.slug)


def _save(request: WorkspaceRequest, typed: dict[str, int | None]) -> None:
    before = list_rules(request.workspace)
    for group, days in typed.items():
        set_rule(request.workspace, group, days)
    text = gettext("Saved. What is too old is deleted within six hours.") if typed != before else gettext("Nothing was changed.")
    messages.success(request, text)


def _read(text: str) -> int | None:
    """Return the days that were typed; None = kept, 0 = cannot be read."""
    if not text.strip():
        return None
    is_number = text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 7
    return int(text) if is_number and SHORTEST_DAYS <= int(text) <= LONGEST_DAYS else 0
