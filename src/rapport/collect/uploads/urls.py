"""Addresses of the pages about sources, relative to the workspace."""

from django.urls import path

from rapport.collect.uploads import pages, rejects

urlpatterns = [
    path("sources/", pages.sources, name="sources"),
    path("sources/upload/", pages.upload, name="sources-upload"),
    path("sources/presets/", pages.presets, name="presets"),
    path("sources/rejects/", rejects.rejects, name="rejects"),
    path("sources/rejects/export/", rejects.export, name="rejects-export"),
    path("sources/rejects/replay/", rejects.replay, name="rejects-replay"),
    path("sources/imports/<str:import_id>/", pages.past_import, name="import"),
    path("sources/uploads/<uuid:upload_id>/", pages.review, name="upload"),
    path("sources/uploads/<uuid:upload_id>/start/", pages.start, name="upload-start"),
    path("sources/uploads/<uuid:upload_id>/stop/", pages.stop, name="upload-stop"),
    path("sources/uploads/<uuid:upload_id>/again/", pages.again, name="upload-again"),
    path("sources/uploads/<uuid:upload_id>/discard/", pages.discard, name="upload-discard"),
    path("sources/uploads/<uuid:upload_id>/mapping/", pages.mapping, name="upload-mapping"),
]
