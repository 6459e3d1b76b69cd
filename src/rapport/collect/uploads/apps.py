from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "rapport.collect.uploads"
    label = "uploads"
