"""`{% load ui %}`: icons, figures and moments as people read them, small drawings, and components with a body.

The tags are listed with their arguments in the README of `rapport.ui`, and shown on the style guide's page.
"""

from collections.abc import Callable

from django import template

from rapport.ui.tags import charts, components, drawings, frame, writing

register = template.Library()

PLAIN: tuple[Callable[..., object], ...] = (
    *(frame.icon, frame.asset, frame.browser_locale, frame.frontend_is_built),
    *(writing.number, writing.share, writing.money, writing.duration, writing.when, writing.ago, writing.day),
    *(drawings.sparkline, drawings.interval_bar, drawings.avatar, charts.chart),
    *(components.help, components.verdict, components.badge, components.messages_list),
)
OF_THE_REQUEST: tuple[Callable[..., object], ...] = (frame.nav, frame.path, frame.query, frame.reader)
WITH_A_BODY: tuple[Callable[..., str], ...] = (
    *(frame.capture, components.card, components.table, components.dialog, components.drawer, components.menu, components.field),
)

for tag in PLAIN:
    register.simple_tag(tag)
for tag in OF_THE_REQUEST:
    register.simple_tag(tag, takes_context=True)
for body_tag in WITH_A_BODY:
    register.simple_block_tag(body_tag)
