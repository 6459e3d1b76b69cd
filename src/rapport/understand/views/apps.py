from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "rapport.understand.views"
    label = "views"
