from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "rapport.understand.dashboards"
    label = "dashboards"
