"""The door to views: what was explored and kept, and results as charts, tables, grids and files."""

from rapport.understand.views.actions import add_view, change_view, delete_view, duplicate_view
from rapport.understand.views.exploration import Exploration, Explored, explore, heading_of, is_answered, parse_exploration
from rapport.understand.views.figures import (
    ChangeView,
    Figure,
    change_of,
    evidence_path,
    figure_of,
    grain_label,
    metric_title,
    name_label,
    write_value,
)
from rapport.understand.views.queries import find_view, get_view, list_views
from rapport.understand.views.result.chart import Chart, Point, Series, chart_as_props, chart_of
from rapport.understand.views.result.grid import Grid, grid_of
from rapport.understand.views.result.labels import period_label
from rapport.understand.views.result.result import Cell, Key, Link, Result, result_of
from rapport.understand.views.result.shape import Shape, shape_of, shapes_of
from rapport.understand.views.result.table import Table, table_of
from rapport.understand.views.shown import Shown, shown
from rapport.understand.views.view import SavedView, ViewDraft, tidied_query

__all__ = [
    "Cell",
    "ChangeView",
    "Chart",
    "Exploration",
    "Explored",
    "Figure",
    "Grid",
    "Key",
    "Link",
    "Point",
    "Result",
    "SavedView",
    "Series",
    "Shape",
    "Shown",
    "Table",
    "ViewDraft",
    "add_view",
    "change_of",
    "change_view",
    "chart_as_props",
    "chart_of",
    "delete_view",
    "duplicate_view",
    "evidence_path",
    "explore",
    "figure_of",
    "find_view",
    "get_view",
    "grain_label",
    "grid_of",
    "heading_of",
    "is_answered",
    "list_views",
    "metric_title",
    "name_label",
    "parse_exploration",
    "period_label",
    "result_of",
    "shape_of",
    "shapes_of",
    "shown",
    "table_of",
    "tidied_query",
    "write_value",
]
