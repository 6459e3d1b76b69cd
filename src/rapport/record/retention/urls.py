"""Addresses of the page about privacy, relative to the workspace."""

from django.urls import path

from rapport.record.retention import pages

urlpatterns = [
    path("settings/privacy/", pages.privacy, name="settings-privacy"),
    path("settings/privacy/preview/", pages.preview, name="settings-privacy-preview"),
]
