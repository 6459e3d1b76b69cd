"""`{% load annotations %}`: the form to write one, and the name of a kind."""

from datetime import date

from django import template

from rapport.understand.annotations.annotation import AnnotationKind
from rapport.understand.annotations.forms import AnnotationForm
from rapport.understand.annotations.labels import annotation_kinds

register = template.Library()


@register.simple_tag
def annotation_form(day: date | str | None = None) -> AnnotationForm:
    """Return an empty form that begins with a day."""
    return AnnotationForm(initial={"starts_on": day, "kind": AnnotationKind.NOTE.value})


@register.filter
def kind_label(kind: AnnotationKind) -> str:
    """What people read for a kind."""
    return annotation_kinds()[kind]
