"""Takes secrets out of lines that are about to be written to a log."""

import re

_SECRETS = (
    # Links that let somebody in or change an address: /invitation/…/, /account/link/…/, …/reset/key/…/, ?token=…
    re.compile(r"(/invitation/|/account/link/|/account/password/reset/key/|/account/email/confirm/)[A-Za-z0-9:_-]{6,}"),
    re.compile(r"([?&;\s\"'](?:token|code|state|password|secret|key)=)[^&\s\"']{6,}", re.IGNORECASE),
    # API keys, and whatever else stands in an Authorization header or a session cookie.
    re.compile(r"(rpt_[a-z0-9]+_)[A-Za-z0-9]+"),
    re.compile(r"((?:Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]{8,}"),
    re.compile(r"((?:rapport_session|rapport_csrf)=)[A-Za-z0-9]+"),
    # Passwords in addresses: postgresql://user:password@host
    re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@\"']*:)[^\s@/\"']+(?=@)", re.IGNORECASE),
)


def redacted(text: str) -> str:
    """Return the text with each secret replaced by three asterisks."""
    for pattern in _SECRETS:
        text = pattern.sub(r"\1***", text)
    return text
