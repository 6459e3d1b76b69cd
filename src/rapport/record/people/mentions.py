"""Takes a person out of what members wrote and handed over: names of files, notes, filters, lines of the audit log.

An app says which of its columns may hold such words, by model, in its AppConfig: ``may_mention = {"Upload": ("name",)}``.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from rapport.accounts.public import Workspace
from rapport.record.store.public import ERASED, Needles, in_parts

AT_ONCE = 2000
SHORTEST_SLUG = 8
"""A name becomes an address, dana-doe; shorter ones are also words."""
_Value = str | dict[str, object] | list[object]


def erase_from_tables(workspace: Workspace, needles: Sequence[str]) -> int:
    """Put [erased] for every needle in the tables of a workspace; return how many rows changed."""
    forms = [*needles, *(slug for needle in needles if len(slug := slugify(needle)) >= SHORTEST_SLUG)]
    return sum(_erase(model, columns, workspace, part) for part in in_parts(forms) for model, columns in _which_may_mention())


def _which_may_mention() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    for app in apps.get_app_configs():
        told: Mapping[str, tuple[str, ...]] = getattr(app, "may_mention", {})
        for name, columns in told.items():
            yield app.get_model(name), columns


def _erase(model: type[models.Model], columns: tuple[str, ...], workspace: Workspace, needles: Needles) -> int:
    rows = model._default_manager.filter(**{_path_to_workspace(model): workspace.id}).order_by("pk")
    # To the end first: a database may not let one write while it reads.
    mentioned = [
        (number, cleaned)
        for number, *values in rows.values_list("pk", *columns).iterator(AT_ONCE)
        if (cleaned := _cleaned(dict(zip(columns, values, strict=True)), needles))
    ]
    for number, cleaned in mentioned:
        _write(model, number, cleaned)
    return len(mentioned)


def _path_to_workspace(model: type[models.Model]) -> str:
    """Return how a row says whose it is: itself, or by the row that it is a part of."""
    names = {field.attname for field in model._meta.concrete_fields}
    if "workspace_id" in names:
        return "workspace_id"
    whole = next(field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return f"{whole}__workspace_id"


def _cleaned(values: Mapping[str, _Value], needles: Needles) -> dict[str, _Value]:
    """Return the columns that mention a needle, without it."""
    cleaned: dict[str, _Value] = {
        column: needles.scrubbed(value) if isinstance(value, str) else needles.scrubbed_value(value)
        for column, value in values.items()
        if value
    }
    return {column: value for column, value in cleaned.items() if value != values[column]}


def _write(model: type[models.Model], number: object, cleaned: Mapping[str, _Value]) -> None:
    fitting = {column: _fitting(model, column, value) for column, value in cleaned.items()}
    row = model._default_manager.filter(pk=number)
    try:
        with transaction.atomic():
            row.update(**fitting)
    except IntegrityError:  # something else is called [erased] already
        unique = {column for constraint in model._meta.total_unique_constraints for column in constraint.fields}
        row.update(**fitting | dict.fromkeys(unique & fitting.keys(), f"{ERASED} {number}"))


def _fitting(model: type[models.Model], column: str, value: _Value) -> _Value:
    longest = getattr(model._meta.get_field(column), "max_length", None)
    return value[:longest] if isinstance(value, str) and longest else value
