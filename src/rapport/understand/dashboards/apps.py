from typing import ClassVar

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "rapport.understand.dashboards"
    label = "dashboards"
    may_mention: ClassVar = {"Dashboard": ("name", "description"), "Tile": ("title", "text"), "Delivery": ("problem",)}
