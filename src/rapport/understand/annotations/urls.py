"""Addresses of annotations, relative to the workspace."""

from django.urls import path

from rapport.understand.annotations import pages

urlpatterns = [
    path("annotations/", pages.annotations, name="annotations"),
    path("annotations/add/", pages.add, name="annotation-add"),
    path("annotations/<int:id>/", pages.change, name="annotation"),
    path("annotations/<int:id>/remove/", pages.remove, name="annotation-remove"),
]
