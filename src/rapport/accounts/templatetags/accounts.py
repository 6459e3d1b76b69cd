"""`{% load accounts %}`: what the pages of settings show of members."""

from django import template
from django.template import Context

from rapport.accounts.tabs import ShownTab, shown_tabs
from rapport.accounts.words import actor_name, role_meaning, role_name

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_tabs(context: Context) -> list[ShownTab]:
    """Return the tabs that the reader may open."""
    request = context["request"]
    return shown_tabs(request, request.workspace, request.member)


@register.simple_tag(takes_context=True)
def passkeys_work(context: Context) -> bool:
    """Whether browsers know passkeys for the address of the page: not where it is a number."""
    request = context["request"]
    return bool(request.is_secure()) or request.get_host().partition(":")[0] == "localhost"


register.filter("role_name", role_name)
register.filter("role_meaning", role_meaning)
register.filter("actor_name", actor_name)
