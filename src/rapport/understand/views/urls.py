"""Addresses under `/w/<workspace>/`."""

from django.urls import path

from rapport.understand.views import export_pages, pages, saved_pages

urlpatterns = [
    path("explore/", pages.explore_page, name="explore"),
    path("explore/export.csv", export_pages.export_csv, name="explore-csv"),
    path("explore/export.xlsx", export_pages.export_workbook, name="explore-xlsx"),
    path("views/", saved_pages.views, name="views"),
    path("views/add/", saved_pages.save_view, name="view-add"),
    path("views/<int:view_id>/", saved_pages.view, name="view"),
    path("views/<int:view_id>/change/", saved_pages.edit_view, name="view-change"),
    path("views/<int:view_id>/duplicate/", saved_pages.copy_view, name="view-duplicate"),
    path("views/<int:view_id>/delete/", saved_pages.remove_view, name="view-delete"),
]
