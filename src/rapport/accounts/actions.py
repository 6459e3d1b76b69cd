"""Makes, changes and deletes workspaces."""

import re
import secrets

from rapport.accounts.audit_writing import record_action
from rapport.accounts.queries import from_row, get_workspace
from rapport.accounts.settings import setting
from rapport.accounts.workspace import DEFAULT_SLUG, Workspace
from rapport.core.clock import now
from rapport.core.errors import UserError

SECRET_BYTES = 32
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def create_workspace(slug: str, *, name: str = "", simulation: str = "") -> Workspace:
    """Make a workspace with the usual settings; raise UserError when the slug is taken or malformed.

    `simulation` says what makes up its people, see `Workspace`.
    """
    from django.db import IntegrityError, transaction

    if not _SLUG.fullmatch(slug):
        raise UserError(f"{slug!r} cannot name a workspace. Use up to 40 lower-case letters, digits and hyphens.")
    try:
        with transaction.atomic():
            workspace = _insert(slug, name or slug, simulation=simulation)
            record_action(workspace, "workspace.create", subject=slug)
    except IntegrityError as error:
        raise UserError(f"A workspace called {slug!r} exists already.") from error
    return workspace


def change_setting(slug: str, name: str, value: str) -> Workspace:
    """Change one setting of a workspace to what a person typed, and log it."""
    from django.db import transaction

    from rapport.accounts import models

    known = setting(name)
    with transaction.atomic():
        before = get_workspace(slug)
        models.Workspace.objects.filter(pk=before.id).update(**{name: known.read(value, before)})
        after = get_workspace(slug)
        change = {"from": known.show(before), "to": known.show(after)}
        record_action(after, "workspace.set", subject=name, details=change)
    return after


def describe_simulation(slug: str, simulation: str) -> Workspace:
    """Say anew what makes up the people of a simulated workspace; one with real people never becomes simulated."""
    from rapport.accounts import models

    if not simulation or not get_workspace(slug).is_simulated:
        raise UserError(f"The workspace {slug} is not simulated. Make another one for made-up people.")
    models.Workspace.objects.filter(slug=slug).update(simulation=simulation)
    return get_workspace(slug)


def delete_workspace(slug: str) -> None:
    """Delete a workspace with every row of the operational database that names it, in one transaction.

    Its store and spool must be gone by then, and so must rows that name it only through others (see `serve/upkeep`). The
    audit log of the workspace goes with it; `default` keeps a line.
    """
    from django.apps import apps
    from django.db import transaction

    from rapport.accounts import models

    workspace = get_workspace(slug)
    if slug == DEFAULT_SLUG:
        raise UserError("The workspace default is always there. Erase its people instead: `rapport person erase`.")
    with transaction.atomic():
        for model in apps.get_models():
            if any(field.attname == "workspace_id" for field in model._meta.concrete_fields):
                model._default_manager.filter(workspace_id=workspace.id).delete()
        models.Workspace.objects.filter(pk=workspace.id).delete()
        record_action(get_workspace(DEFAULT_SLUG), "workspace.delete", subject=slug)


def ensure_default_workspace(**_signal: object) -> None:
    """Make the workspace `default` after a migration, where it is missing."""
    from rapport.accounts import models

    if not models.Workspace.objects.filter(slug=DEFAULT_SLUG).exists():
        _insert(DEFAULT_SLUG, "Default")


def _insert(slug: str, name: str, *, simulation: str = "") -> Workspace:
    from rapport.accounts import models

    secret = secrets.token_bytes(SECRET_BYTES)
    row = models.Workspace.objects.create(slug=slug, name=name, secret=secret, simulation=simulation, created_at=now())
    return from_row(row)
