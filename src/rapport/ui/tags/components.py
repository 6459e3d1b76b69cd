"""Components with a body or a state of their own; their look stands in `templates/ui/components/`."""
# ruff: noqa: A002 (`id` is the attribute that the tags write)

from collections.abc import Iterable
from secrets import token_hex

from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.ui.tags.frame import capture


def help(text: str, title: str = "") -> SafeString:  # noqa: A001  # the tag's name
    """A question mark that opens an explanation."""
    return _render("help", text=text, title=title, id=f"help-{token_hex(4)}")


def verdict(state: str, text: str = "") -> SafeString:
    """Say of a change: better, worse, up, down, no_clear_change or too_little_data; by colour, sign and word."""
    # icons: trending-up trending-down arrow-up-right arrow-down-right minus dots
    words = {
        "better": ("trending-up", _("Better")),
        "worse": ("trending-down", _("Worse")),
        "up": ("arrow-up-right", _("Up")),
        "down": ("arrow-down-right", _("Down")),
        "no_clear_change": ("minus", _("No clear change")),
        "too_little_data": ("dots", _("Too little data")),
    }
    sign, word = words[str(state)]
    return _render("verdict", state=str(state).replace("_", "-"), icon=sign, text=text or word)


def badge(text: str, tone: str = "", icon: str = "") -> SafeString:
    """A short label; `tone` "accent", "good", "bad", "warn" or nothing."""
    return _render("badge", text=text, tone=tone, icon=icon)


def messages_list(messages: Iterable[Message]) -> SafeString:
    """Flash messages, each of which can be put away."""
    return _render("messages", messages=messages)


def card(
    content: str, *, title: str = "", subtitle: str = "", href: str = "", flush: bool = False, id: str = "", label: str = ""
) -> SafeString:
    """A surface with a heading; `flush` lets a table or list reach its edges, `href` makes the heading a link."""
    heading = id or f"card-{token_hex(3)}"
    return _render(
        "card", content=content, title=title, subtitle=subtitle, href=href, flush=flush, id=id, heading=heading, label=label
    )


def table(content: str, *, label: str, look: str = "") -> SafeString:
    """The frame of a table, which scrolls sideways where it is too wide; `look` names further classes of it."""
    return _render("table", content=content, label=label, look=look)


def dialog(content: str, *, id: str, title: str, size: str = "") -> SafeString:
    """A modal window, opened by a button with `data-opens="<id>"`; `size` may be "sm"."""
    return _render("dialog", content=content, id=id, title=title, size=size, drawer=False)


def drawer(content: str, *, id: str, title: str, size: str = "") -> SafeString:
    """A dialog at the end side of the page."""
    return _render("dialog", content=content, id=id, title=title, size=size, drawer=True)


def menu(content: str, *, id: str, label: str = "") -> SafeString:
    """A small panel beside the button with `popovertarget="<id>"`; links and buttons inside have the class `menu-item`."""
    return _render("menu", content=content, id=id, label=label)


def field(content: str, *, field: BoundField | None = None, label: str = "", help: str = "") -> SafeString:
    """A form field with label, help and errors: `{% field field=form.name %}{% endfield %}`; a body replaces the widget."""
    return _render("field", content=capture(content), field=field, label=label, help=help)


def _render(component: str, **context: object) -> SafeString:
    return render_to_string(f"ui/components/{component}.html", context)
