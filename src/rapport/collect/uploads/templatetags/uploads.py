"""`{% load uploads %}`: what the pages of sources say of files and rows."""

from django import template

from rapport.collect.uploads.reasons import reason_name
from rapport.ui.saying import say

register = template.Library()
register.filter("said", say)
register.filter("reason_name", reason_name)
