"""What people read for the reasons why a row was refused or left out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASON_NAMES: dict[str, str | Promise] = {
    "bad_amount": _("Not an amount of money"),
    "bad_count": _("Not a count"),
    "bad_currency": _("Not a currency"),
    "bad_duration": _("Not a duration"),
    "bad_json": _("Not JSON"),
    "bad_language": _("Not a language"),
    "bad_log_line": _("Not a line of the log"),
    "bad_number": _("Not a number"),
    "bad_quotes": _("Quotes in the wrong place"),
    "bad_score": _("Not a score"),
    "bad_time": _("Not a possible time"),
    "bad_trait": _("Not a value of the trait"),
    "bad_value": _("Not a possible value"),
    "cut_off": _("The row is cut off"),
    "erased_person": _("Of a person who was erased"),
    "invalid": _("Not an interaction"),
    "line_too_long": _("The line is too long"),
    "missing_currency": _("The currency is missing"),
    "missing_field": _("A field is missing"),
    "missing_id": _("The id is missing"),
    "missing_kind": _("The kind is missing"),
    "missing_required": _("What the kind needs is missing"),
    "missing_time": _("The time is missing"),
    "no_match": _("The line does not fit the pattern"),
    "score_out_of_scale": _("The score lies outside its scale"),
    "too_long": _("Too long"),
    "too_many_dimensions": _("Too many dimensions"),
    "unclosed_quote": _("A quote is not closed"),
    "unknown_channel": _("Unknown channel"),
    "unknown_direction": _("Unknown direction"),
    "unknown_kind": _("Unknown kind"),
    "unreadable": _("Unreadable"),
    "wrong_number_of_fields": _("Wrong number of fields"),
}


def reason_name(reason: str) -> str:
    """Return a reason as people read it; one that another version wrote as its words stand."""
    return str(REASON_NAMES.get(reason, "")) or reason.replace("_", " ")
