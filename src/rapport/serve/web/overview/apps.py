from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "rapport.serve.web.overview"
    label = "overview"
