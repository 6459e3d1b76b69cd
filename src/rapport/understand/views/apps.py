from typing import ClassVar

from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "rapport.understand.views"
    label = "views"
    may_mention: ClassVar = {"SavedView": ("name", "description", "query")}
