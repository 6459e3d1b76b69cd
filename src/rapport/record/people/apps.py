from typing import ClassVar

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "rapport.record.people"
    label = "people"
    may_mention: ClassVar = {"Note": ("text",), "Tag": ("name",)}
