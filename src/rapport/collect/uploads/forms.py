"""What a person can say about a file."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.collect.sources.public import presets
from rapport.core.kinds import KINDS

# What a file's rows can be without a person behind each, and what only Rapport itself writes, is not asked for.
_NOT_OFFERED = ("consent_changed",)


class HintsForm(forms.Form):
    """Hints for the guess. Empty means: not said."""

    preset = forms.ChoiceField(label=_("Known export"), required=False)
    kind = forms.ChoiceField(label=_("What a row is"), required=False)
    time = forms.CharField(
        label=_("When it happened"),
        required=False,
        help_text=_("A column, a day such as 2026-05-15, or a template such as 2026-05-{DAY}."),
    )
    month = forms.CharField(label=_("Year and month"), required=False, widget=forms.TextInput(attrs={"type": "month"}))
    time_format = forms.CharField(
        label=_("How times are written"), required=False, help_text=_("dmy, mdy, ymd, or a pattern such as %d/%m/%Y.")
    )
    zone = forms.CharField(label=_("Time zone"), required=False, widget=forms.TextInput(attrs={"list": "zones"}))
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    source = forms.CharField(label=_("Name of the source"), required=False, max_length=60)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they are
        kinds = [(key, gettext(kind.title)) for key, kind in KINDS.items() if key not in _NOT_OFFERED]
        exports = [(each.key, gettext(each.title)) for each in presets().values()]
        for name, choices in (("kind", kinds), ("preset", exports)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("recognise it")), *choices]

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"]).strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it as Europe/Vilnius."))
        return zone

    def hints(self) -> dict[str, str]:
        """Return what was said, as `Hints` has it; a month completes the template that asked for one."""
        said = {
            name: str(self.cleaned_data.get(name) or "").strip()
            for name in ("kind", "time", "time_format", "zone", "currency", "source")
        }
        month = str(self.cleaned_data.get("month") or "")
        if month and "MM" in said["time"]:
            said["time"] = month + said["time"].split("MM", 1)[1]
        said["currency"] = said["currency"].upper()
        return said
