"""The address of the search, relative to the workspace."""

from django.urls import path

from rapport.serve.web.search import pages

urlpatterns = [path("search/", pages.search, name="search")]
