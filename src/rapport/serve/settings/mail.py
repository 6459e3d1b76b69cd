"""How e-mail leaves: invitations, reports, forgotten passwords."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rapport.core.errors import UserError

# Any: a dictionary of Django settings.
Settings = dict[str, Any]
_PORTS = {"smtp": 587, "smtps": 465}


def mail_settings() -> Settings:
    """Read `EMAIL_URL` and `EMAIL_FROM`. Without a server nothing is sent, and pages say so."""
    url = os.environ.get("EMAIL_URL", "").strip()
    sender = os.environ.get("EMAIL_FROM", "").strip() or "Rapport <rapport@localhost>"
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 20, "EMAIL_IS_CONFIGURED": bool(url)}
    if not url:
        return {**common, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {**common, "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UserError(
            "EMAIL_URL cannot be read. Write smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://USER:PASSWORD@HOST:465, "
            "or smtp://HOST:25?tls=no for a server on this machine."
        )
    wants_tls = parse_qs(parts.query).get("tls", ["yes"])[0] != "no"
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and wants_tls,
    }
