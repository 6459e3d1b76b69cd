"""The forms of the first run and of invitations."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rapport.accounts.currencies import MINOR_DIGITS
from rapport.accounts.models import User


class NewcomerForm(forms.Form):
    """A name and a password that is hard to guess."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    # Any: as forms of Django are made.
    def __init__(self, *arguments: Any, email: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        email = cleaned.get("email", self._email)
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class SetupForm(NewcomerForm):
    """The owner of an installation and the first workspace."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    workspace_name = forms.CharField(
        label=_("Name of the workspace"), max_length=200, help_text=_("Usually the company or brand whose customers it is about.")
    )
    zone = forms.CharField(
        label=_("Time zone"),
        initial="UTC",
        widget=forms.TextInput(attrs={"list": "zones", "data-island": "zone", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("In which days begin and end. Type a city, such as Riga or Bangkok."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in sorted(MINOR_DIGITS)], initial="EUR")
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    field_order = ("name", "email", "password", "workspace_name", "zone", "currency", "language")

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in available_timezones():
            raise ValidationError(_("There is no such time zone. Choose one of the list, such as Europe/Riga."))
        return zone


def zones() -> list[str]:
    """Return the time zones that people choose from: those of cities, and UTC."""
    return sorted(zone for zone in available_timezones() if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/")))
