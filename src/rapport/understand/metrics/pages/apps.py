from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "rapport.understand.metrics.pages"
    label = "metrics"
