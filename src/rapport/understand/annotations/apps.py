from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "rapport.understand.annotations"
    label = "annotations"
