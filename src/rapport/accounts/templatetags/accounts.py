"""`{% load accounts %}`: what the pages of settings show of members."""

from django import template
from django.template import Context

from rapport.accounts.tabs import ShownTab, shown_tabs
from rapport.accounts.words import role_name

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_tabs(context: Context) -> list[ShownTab]:
    """Return the tabs that the reader may open."""
    request = context["request"]
    return shown_tabs(request, request.workspace, request.member)


register.filter("role_name", role_name)
