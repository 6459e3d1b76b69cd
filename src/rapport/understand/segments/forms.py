"""What people type to make a segment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.core.errors import UserError
from rapport.understand.segments.actions import LONGEST_FILTER
from rapport.understand.segments.clauses import Operator, comparison, did
from rapport.understand.segments.segment import SegmentDraft


class SegmentForm(forms.Form):
    """Name, filter and description."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("What it is for"), max_length=2000, required=False)
    where = forms.CharField(
        label=_("Filter"),
        max_length=LONGEST_FILTER,
        widget=forms.Textarea(attrs={"rows": 4, "class": "filter-text", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def draft(self) -> SegmentDraft:
        said = self.cleaned_data
        return SegmentDraft(said["name"], said["where"], said["description"])


OPERATORS = (
    (Operator.IS, _("is")),
    (Operator.IS_NOT, _("is not")),
    (Operator.ONE_OF, _("is one of")),
    (Operator.CONTAINS, _("contains")),
    (Operator.AT_LEAST, _("is at least")),
    (Operator.MORE_THAN, _("is more than")),
    (Operator.AT_MOST, _("is at most")),
    (Operator.LESS_THAN, _("is less than")),
    (Operator.KNOWN, _("is known")),
    (Operator.UNKNOWN, _("is not known")),
)
OF_TEXTS = (Operator.IS, Operator.IS_NOT, Operator.ONE_OF, Operator.CONTAINS, Operator.KNOWN, Operator.UNKNOWN)
OF_NUMBERS = (
    Operator.AT_LEAST,
    Operator.MORE_THAN,
    Operator.AT_MOST,
    Operator.LESS_THAN,
    Operator.IS,
    Operator.KNOWN,
    Operator.UNKNOWN,
)
OF_TIMES = (Operator.AT_LEAST, Operator.LESS_THAN)


class ComparisonForm(forms.Form):
    """One comparison, chosen in a form."""

    term = forms.CharField(max_length=200)
    operator = forms.ChoiceField(choices=OPERATORS)
    value = forms.CharField(max_length=1000, required=False)

    def clause(self) -> str:
        said = self.cleaned_data
        operator = Operator(said["operator"])
        value = said["value"]
        values = tuple(part.strip() for part in value.split(",")) if operator is Operator.ONE_OF else (value,)
        return comparison(said["term"], operator, values)


class DidForm(forms.Form):
    """What somebody did, chosen in a form."""

    kind = forms.CharField(max_length=100)
    never = forms.BooleanField(required=False)
    times = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    days = forms.IntegerField(min_value=1, max_value=36_500, required=False)

    def clause(self) -> str:
        said = self.cleaned_data
        return did(said["kind"], times=said["times"] or 1, days=said["days"], never=said["never"])


def clause_of(form: "ComparisonForm | DidForm") -> str:
    """Return the text of the clause; raise UserError that says what is missing."""
    if form.is_valid():
        return form.clause()
    raise UserError(" ".join(f"{error}" for errors in form.errors.values() for error in errors))
