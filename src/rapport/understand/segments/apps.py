from typing import ClassVar

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "rapport.understand.segments"
    label = "segments"
    may_mention: ClassVar = {"Segment": ("key", "name", "description", "where")}
