from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "rapport.understand.segments"
    label = "segments"
