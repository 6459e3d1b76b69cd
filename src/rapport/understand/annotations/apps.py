from typing import ClassVar

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "rapport.understand.annotations"
    label = "annotations"
    may_mention: ClassVar = {"Annotation": ("text",)}
