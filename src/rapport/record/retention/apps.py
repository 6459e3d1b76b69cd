from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "rapport.record.retention"
    label = "retention"
