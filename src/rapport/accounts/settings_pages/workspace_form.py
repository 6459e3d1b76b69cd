"""The form of a workspace's settings. Each field is a setting of `settings.SETTINGS`; what was typed is read by that."""

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.accounts.business_hours import parse_business_hours
from rapport.accounts.currencies import MINOR_DIGITS, from_minor
from rapport.accounts.settings import NOT_SET, SETTINGS
from rapport.accounts.settings_pages.hours import Day, days_of, days_typed, hours_typed
from rapport.accounts.workspace import Workspace
from rapport.core.clock import now
from rapport.core.errors import UserError

SPARE_HOLIDAYS = 3
COSTS = ("cost_per_contact", "cost_per_hour")


class WorkspaceForm(forms.Form):
    """What a workspace counts by."""

    name = forms.CharField(label=_("Name"), max_length=200)
    zone = forms.CharField(
        label=_("Time zone"),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("In which days, weeks and business hours begin and end. Type a city."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[(code, code) for code in sorted(MINOR_DIGITS)],
        help_text=_("In which amounts are reported."),
    )
    phone_region = forms.ChoiceField(
        label=_("Country of phone numbers"),
        required=False,
        help_text=_("For numbers written without a country code. Without it, such numbers identify nobody."),
    )
    margin = forms.DecimalField(
        label=_("Margin in percent"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("How much of the revenue is profit. Customer lifetime value needs it."),
    )
    cost_per_contact = forms.DecimalField(
        label=_("Cost of a contact"), required=False, min_value=0, max_value=10**12, help_text=_("Cost to serve needs it.")
    )
    cost_per_hour = forms.DecimalField(
        label=_("Cost of an agent's hour"),
        required=False,
        min_value=0,
        max_value=10**12,
        help_text=_("Where handling times are known, cost to serve counts by them."),
    )
    minimum_cell = forms.IntegerField(
        label=_("Smallest group shown"),
        min_value=1,
        max_value=1000,
        help_text=_("Figures on fewer people than this are hidden, so that no table says something about one person."),
    )
    inactivity_days = forms.IntegerField(
        label=_("Lost after days without a purchase"),
        min_value=1,
        max_value=3650,
        help_text=_("For customers without a contract."),
    )
    folds_plus = forms.BooleanField(
        label=_("Take dana+shop@example.com for dana@example.com"),
        required=False,
        help_text=_("Holds for what comes in from now on."),
    )

    def __init__(self, workspace: Workspace, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_initial(workspace))
        self._workspace = workspace
        self._typed = data
        self.fields["phone_region"].choices = _regions()  # type: ignore[attr-defined]  # it is a ChoiceField
        for name in COSTS:
            digits = MINOR_DIGITS.get(str(data.get("currency")) if data else workspace.currency, 2)
            self.fields[name].validators.append(DecimalValidator(14, digits))
            self.fields[name].widget.attrs["step"] = str(Decimal(1).scaleb(-digits))

    @property
    def days(self) -> list[Day]:
        """The rows of the editor of business hours."""
        return days_typed(self._typed) if self._typed is not None else days_of(self._workspace.business_hours)

    @property
    def past_holidays(self) -> list[str]:
        """The holidays before this year: they still count, and are in nobody's way."""
        return [day for day in self._holidays() if day < str(now().year)]

    @property
    def holidays(self) -> list[str]:
        """The fields of other holidays, with empty ones for more."""
        return [*(day for day in self._holidays() if day >= str(now().year)), *[""] * SPARE_HOLIDAYS]

    def _holidays(self) -> list[str]:
        kept = self._typed.getlist("holidays") if self._typed is not None else _iso(self._workspace)
        return [day for day in kept if day]

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in available_timezones():
            raise ValidationError(_("There is no such time zone. Choose one of the list, such as Europe/Riga."))
        return zone

    def clean(self) -> dict[str, Any]:  # Any: the values of a form
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("currency", self._workspace.currency) != self._workspace.currency and any(
            getattr(self._workspace, name) is not None for name in COSTS
        ):
            self.add_error("currency", gettext("Empty the costs first and save; they are in the present currency."))
        if self._typed is not None:
            self._check_hours(self._typed)
            self._check_holidays(self._typed)
        return cleaned

    def changes(self) -> dict[str, str]:
        """Return the settings that differ, as `change_setting` reads them."""
        typed = {**self._as_typed(), **self._lists_as_typed()}
        known = {each.name: each.show(self._workspace) for each in SETTINGS}
        return {name: value for name, value in typed.items() if value != known[name]}

    def _as_typed(self) -> dict[str, str]:
        data = self.cleaned_data
        margin = data["margin"]
        return {
            **{name: str(data[name]) for name in ("name", "zone", "currency", "minimum_cell", "inactivity_days")},
            **{name: _amount(data[name], data["currency"]) for name in COSTS},
            "phone_region": data["phone_region"] or NOT_SET,
            "margin": NOT_SET if margin is None else f"{float(margin / 100):g}",
            "folds_plus": "yes" if data["folds_plus"] else "no",
        }

    def _lists_as_typed(self) -> dict[str, str]:
        typed = self._typed if self._typed is not None else QueryDict()
        holidays = sorted({day for day in typed.getlist("holidays") if day})
        hours = next(each for each in SETTINGS if each.name == "business_hours").read(hours_typed(typed), self._workspace)
        return {"business_hours": str(hours or "") or NOT_SET, "holidays": ",".join(holidays) or NOT_SET}

    def _check_hours(self, typed: QueryDict) -> None:
        try:
            parse_business_hours(hours_typed(typed))
        except UserError:
            self.add_error(None, gettext("The business hours overlap, or a time is missing. Each line needs both times."))

    def _check_holidays(self, typed: QueryDict) -> None:
        try:
            for day in typed.getlist("holidays"):
                if day:
                    date.fromisoformat(day)
        except ValueError:
            self.add_error(None, gettext("One of the holidays is not a day."))


def _initial(workspace: Workspace) -> dict[str, Any]:  # Any: the values of a form
    return {
        **{
            name: getattr(workspace, name)
            for name in ("name", "zone", "currency", "minimum_cell", "inactivity_days", "folds_plus")
        },
        **{name: _shown_amount(getattr(workspace, name), workspace.currency) for name in COSTS},
        "phone_region": workspace.phone_region,
        "margin": None if workspace.margin is None else round(workspace.margin * 100, 4),
    }


def _shown_amount(amount: int | None, currency: str) -> Decimal | None:
    return None if amount is None else from_minor(amount, currency)


def _amount(amount: Decimal | None, currency: str) -> str:
    """As the setting shows it, so that an unchanged amount is no change."""
    return NOT_SET if amount is None else str(amount.quantize(Decimal(1).scaleb(-MINOR_DIGITS.get(currency, 2))))


def _iso(workspace: Workspace) -> list[str]:
    return [day.isoformat() for day in sorted(workspace.holidays)]


def _regions() -> list[tuple[str, str]]:
    import phonenumbers

    codes = sorted(phonenumbers.SUPPORTED_REGIONS)
    return [("", gettext("None")), *((code, f"{code}  +{phonenumbers.country_code_for_region(code)}") for code in codes)]
