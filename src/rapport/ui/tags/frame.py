"""What a page's frame is made of: addresses, navigation, icons."""

import logging
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rapport.ui import built
from rapport.ui.formatting import locale
from rapport.ui.nav import NavLink, nav_links

logger = logging.getLogger(__name__)

# Where the drawing points along the line of text, it is mirrored for right-to-left languages.
_DIRECTIONAL = ("arrow-right", "arrow-left", "chevron-right", "chevron-left", "logout", "login", "external-link", "send", "list")


def icon(name: str, *, size: str = "", label: str = "") -> SafeString:
    """Return an inline drawing; `size` "sm", "lg" or "xl"; without a label it is decoration and hidden from screen readers."""
    paths = built.icon_paths(name)
    if paths is None:
        if built.is_built():
            logger.warning("No icon %r is built; run scripts/build_frontend.py, which finds the names in use.", name)
        paths = ""
    classes = " ".join(filter(None, ("icon", size and f"icon-{size}", "icon-directional" if name in _DIRECTIONAL else "")))
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')  # constant
    # The paths come from the build, not from people.
    return format_html('<svg class="{}" viewBox="0 0 24 24" focusable="false" {}>{}</svg>', classes, named, mark_safe(paths))  # noqa: S308


def asset(name: str) -> str:
    """Return the address of a built file."""
    return built.asset_url(name)


def frontend_is_built() -> bool:
    """Whether styles and scripts were built."""
    return built.is_built()


def browser_locale() -> str:
    """Return the locale that the islands write numbers and dates in."""
    return locale.browser_locale()


def nav(context: Context) -> list[NavLink]:
    """Return the sidebar's entries for the request."""
    return nav_links(context["request"]) if "request" in context else []


def reader(context: Context) -> dict[str, str]:
    """Return the name and e-mail address of who reads the page; both empty while nobody is signed in."""
    request = context.get("request")
    email = getattr(getattr(request, "user", None), "email", "")
    return {"name": getattr(getattr(request, "member", None), "name", "") or email, "email": email}


def path(context: Context, name: str, **arguments: object) -> str:
    """Return the address of a named page in the request's workspace, or nothing where it is not routed."""
    workspace = getattr(context.get("request"), "workspace", None)
    attempts = [arguments] if workspace is None else [{"workspace": workspace.slug, **arguments}, arguments]
    for attempt in attempts:
        try:
            return reverse(name, kwargs=attempt)
        except NoReverseMatch:
            continue
    return ""


def capture(content: str) -> SafeString:
    """Keep what a block renders in a variable, to use it twice or leave its frame out where it is empty."""
    return mark_safe(content.strip())  # noqa: S308  # rendered by a template, so escaped already


def query(context: Context, **changes: Any) -> str:  # Any: whatever str() makes a parameter of
    """Return the page's query string with changes: None takes a parameter out, a list repeats it."""
    request: HttpRequest = context["request"]
    parameters = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            parameters.pop(name, None)
        else:
            parameters.setlist(name, [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)])
    return f"?{parameters.urlencode()}" if parameters else "?"
