"""Who may read what is meant for those who run the machine."""

import hmac
import ipaddress
import os

from django.http import HttpRequest


def is_operator(request: HttpRequest) -> bool:
    """Tell whether a request comes from this machine directly, or carries the operators' token."""
    token = os.environ.get("RAPPORT_METRICS_TOKEN", "")
    said = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if token:
        return hmac.compare_digest(said.encode(), token.encode())
    return comes_from_this_machine(request)


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Tell whether nobody but a process of this machine can have sent a request."""
    # A reverse proxy on this machine would make every visitor look local.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
