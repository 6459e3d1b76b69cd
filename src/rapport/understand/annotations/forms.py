"""What a form says about an annotation."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.understand.annotations.actions import NewAnnotation
from rapport.understand.annotations.annotation import LONGEST_TEXT, AnnotationKind
from rapport.understand.annotations.labels import annotation_kinds


def _day() -> forms.DateInput:
    # Browsers send and expect the ISO form, whatever the reader's language.
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnnotationForm(forms.Form):
    """Days, a kind and a few words."""

    starts_on = forms.DateField(label=_("First day"), widget=_day(), input_formats=["%Y-%m-%d"])
    ends_on = forms.DateField(label=_("Last day"), widget=_day(), input_formats=["%Y-%m-%d"], required=False)
    kind = forms.ChoiceField(label=_("What sort of thing"))
    text = forms.CharField(label=_("What happened"), max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, **options: Any) -> None:  # Any: passed on to Django
        super().__init__(*args, **options)
        kinds = cast(forms.ChoiceField, self.fields["kind"])
        kinds.choices = [(kind.value, label) for kind, label in annotation_kinds().items()]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The annotation ends before it begins."))
        return said

    def annotation(self) -> NewAnnotation:
        """Return what was said; only of a valid form."""
        said = self.cleaned_data
        return NewAnnotation(said["starts_on"], said["text"], ends_on=said["ends_on"], kind=AnnotationKind(said["kind"]))
