"""Addresses of the overview, relative to the workspace."""

from django.urls import path

from rapport.serve.web.overview import pages

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("overview/tile/<slug:key>/", pages.tile, name="overview-tile"),
    path("overview/trend/", pages.trend, name="overview-trend"),
    path("overview/changes/", pages.changes, name="overview-changes"),
    path("overview/comments/", pages.comments, name="overview-comments"),
    path("overview/data/", pages.data, name="overview-data"),
    path("overview/layout/", pages.layout, name="overview-layout"),
]
