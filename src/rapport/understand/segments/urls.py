"""Addresses under `/w/<workspace>/`."""

from django.urls import path

from rapport.understand.segments import pages

urlpatterns = [
    path("segments/", pages.segments, name="segments"),
    path("segments/new/", pages.new_segment, name="segment-new"),
    path("segments/preview/", pages.preview, name="segment-preview"),
    path("segments/choices/", pages.choices, name="segment-choices"),
    path("segments/clause/", pages.clause, name="segment-clause"),
    path("segments/<str:key>/", pages.edit_segment, name="segment"),
    path("segments/<str:key>/size/", pages.size, name="segment-size"),
    path("segments/<str:key>/delete/", pages.remove_segment, name="segment-delete"),
]
