"""The addresses of the stream, relative to the workspace."""

from django.urls import path

from rapport.serve.web.stream import interaction, tail

urlpatterns = [
    path("stream/", tail.stream, name="stream"),
    path("stream/events/", tail.events, name="stream-events"),
    path("stream/counters/", tail.counters, name="stream-counters"),
    path("stream/<uuid:id>/", interaction.interaction, name="interaction"),
]
