from typing import ClassVar

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "rapport.collect.uploads"
    label = "uploads"
    may_mention: ClassVar = {"Upload": ("name", "hints", "mapping", "progress", "result", "error", "notices")}
