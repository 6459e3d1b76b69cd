"""Addresses of the metrics, relative to the workspace."""

from django.urls import path

from rapport.understand.metrics.pages import pages

urlpatterns = [
    path("metrics/", pages.metrics, name="metrics"),
    path("metrics/<slug:key>/", pages.metric, name="metric"),
    path("metrics/<slug:key>/summary/", pages.summary, name="metric-summary"),
    path("metrics/<slug:key>/breakdown/", pages.breakdown, name="metric-breakdown"),
    path("metrics/<slug:key>/spread/", pages.spread, name="metric-spread"),
    path("metrics/<slug:key>/evidence/", pages.evidence, name="metric-evidence"),
]
