from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, override

from rapport.understand.metrics.pages.gather import together


def test_threads_speak_the_language_and_know_the_zone_of_the_page() -> None:
    with override("lt"), timezone.override(ZoneInfo("Europe/Vilnius")):
        told = together({number: lambda: (get_language(), timezone.get_current_timezone_name()) for number in range(4)})

    assert set(told.values()) == {("lt", "Europe/Vilnius")}
