"""What the pages of the metrics share: the filter of an address, answers that are kept, figures and names as texts."""

from rapport.understand.metrics.pages.cached import cached_ask, is_cached
from rapport.understand.metrics.pages.chart import annotation_props, series_props, whole_buckets
from rapport.understand.metrics.pages.figure import ChangeView, Figure, change_of, figure_of, write_difference
from rapport.understand.metrics.pages.filter_bar import cached_facts, filter_bar
from rapport.understand.metrics.pages.labels import bucket_label, grain_label, metric_title, name_label, value_label
from rapport.understand.metrics.pages.links import evidence_path, metric_path
from rapport.understand.metrics.pages.view_filter import ViewFilter, parse_view_filter
from rapport.understand.metrics.pages.writing import write_interval, write_value

__all__ = [
    "ChangeView",
    "Figure",
    "ViewFilter",
    "annotation_props",
    "bucket_label",
    "cached_ask",
    "cached_facts",
    "change_of",
    "evidence_path",
    "figure_of",
    "filter_bar",
    "grain_label",
    "is_cached",
    "metric_path",
    "metric_title",
    "name_label",
    "parse_view_filter",
    "series_props",
    "value_label",
    "whole_buckets",
    "write_difference",
    "write_interval",
    "write_value",
]
