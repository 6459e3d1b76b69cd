"""Saved views as files."""

from django.http import QueryDict

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.record.store.public import Store
from rapport.understand.views.exploration import Exploration, explore, parse_exploration
from rapport.understand.views.exporting.about import about
from rapport.understand.views.exporting.csv_file import csv_lines
from rapport.understand.views.exporting.workbook import workbook_of
from rapport.understand.views.figures import metric_title
from rapport.understand.views.result.result import Result
from rapport.understand.views.view import SavedView


def saved_view_as_csv(workspace: Workspace, store: Store, view: SavedView) -> bytes:
    """Return the figures of a view; raise UserError where it cannot be asked any more."""
    _exploration, result = _asked(workspace, store, view)
    return "".join(csv_lines(result)).encode()


def saved_view_as_workbook(workspace: Workspace, store: Store, view: SavedView) -> bytes:
    """Return the figures of a view as an Excel workbook; raise UserError where it cannot be asked any more."""
    exploration, result = _asked(workspace, store, view)
    return workbook_of(result, title=metric_title(result.answer.metric), about=about(workspace, exploration, result))


def _asked(workspace: Workspace, store: Store, view: SavedView) -> tuple[Exploration, Result]:
    exploration = parse_exploration(QueryDict(view.query), workspace, store)
    explored = explore(exploration, workspace, store)
    if explored.result is None:
        raise UserError(" ".join(explored.errors))
    return exploration, explored.result
