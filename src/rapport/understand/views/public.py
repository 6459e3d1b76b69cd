"""The door to views: what was explored and kept, and results as charts, tables, grids and files."""

from rapport.understand.views.actions import add_view, change_view, delete_view, duplicate_view
from rapport.understand.views.queries import find_view, get_view, list_views
from rapport.understand.views.result.chart import Chart, Point, Series, chart_as_props, chart_of
from rapport.understand.views.result.grid import Grid, grid_of
from rapport.understand.views.result.labels import grain_label, name_label
from rapport.understand.views.result.result import Cell, Result, result_of
from rapport.understand.views.result.shape import Shape, shape_of, shapes_of
from rapport.understand.views.result.table import Table, table_of
from rapport.understand.views.result.writing import write_figure, write_interval
from rapport.understand.views.view import SavedView, ViewDraft

__all__ = [
    "Cell",
    "Chart",
    "Grid",
    "Point",
    "Result",
    "SavedView",
    "Series",
    "Shape",
    "Table",
    "ViewDraft",
    "add_view",
    "change_view",
    "chart_as_props",
    "chart_of",
    "delete_view",
    "duplicate_view",
    "find_view",
    "get_view",
    "grain_label",
    "grid_of",
    "list_views",
    "name_label",
    "result_of",
    "shape_of",
    "shapes_of",
    "table_of",
    "write_figure",
    "write_interval",
]
