"""One spelling for each identifier, so that two sources that mean the same say the same; None where it identifies nobody."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from rapport.core.interaction import IdentifierType
from rapport.record.identity.garbage import is_garbage, is_garbage_email, is_garbage_phone


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a workspace chose about spelling.

    `phone_region` is the country of numbers without a country code. `folds_plus` says that ``dana+shop@x.com`` is
    ``dana@x.com``, which is true for most providers and not for all.
    """

    phone_region: str = ""
    folds_plus: bool = False


def normalise(kind: IdentifierType, value: str, namespace: str, spelling: Spelling) -> tuple[str, str] | None:
    """Return the namespace and the value in normal form.

    Returns
    -------
    None when the value is garbage or not valid for its type: then it identifies nobody.
    """
    value = value.strip()
    if is_garbage(value):
        return None
    normal = _NORMALISERS[kind](value, namespace, spelling)
    return normal if normal is not None and len(normal[1]) <= LONGEST_VALUE else None


LONGEST_VALUE = 512


def _opaque(value: str, namespace: str, spelling: Spelling) -> tuple[str, str]:
    """Ids made by machines: case is kept, since other systems tell `aB` from `Ab`."""
    return "", value if value.isascii() else unicodedata.normalize("NFC", value)


def _external(value: str, namespace: str, spelling: Spelling) -> tuple[str, str]:
    return _name(namespace), _opaque(value, "", spelling)[1]


def _name(namespace: str) -> str:
    return unicodedata.normalize("NFKC", namespace).strip().casefold()


_PLAIN_EMAIL = re.compile(
    r"[a-z0-9._%&'*/=?^`{|}~!#$+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
_IN_BRACKETS = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_LOCAL_PART = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f]{1,64}")


def _email(value: str, namespace: str, spelling: Spelling) -> tuple[str, str] | None:
    address = _bare_address(value)
    if not address.isascii():
        address = _encode_domain(address)
    if len(address) > 254 or not (_PLAIN_EMAIL.fullmatch(address) or _is_international(address)):
        return None
    local, _, domain = address.rpartition("@")
    if spelling.folds_plus and "+" in local[1:]:
        local = local[0] + local[1:].partition("+")[0]
    return None if is_garbage_email(local, domain) else ("", f"{local}@{domain}")


def _bare_address(value: str) -> str:
    """Take ``dana@x.com`` out of ``Dana <Dana@X.com>``, ``mailto:dana@x.com?subject=Hi`` and ``'dana@x.com'``."""
    address = value.casefold() if value.isascii() else unicodedata.normalize("NFKC", value).casefold()
    if bracketed := _IN_BRACKETS.search(address):
        address = bracketed[1]
    address = address.strip(" \t\r\n'\"<>,;")
    if address.startswith("mailto:"):
        address = address.removeprefix("mailto:").partition("?")[0]
    return address.rstrip(".")


def _encode_domain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return ""


def _is_international(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return (
        bool(at)
        and not local.isascii()
        and _LOCAL_PART.fullmatch(local) is not None
        and _PLAIN_EMAIL.fullmatch(f"x@{domain}") is not None
    )


_PHONE_PREFIX = re.compile(r"^(?:tel|phone|whatsapp|sms|callto):\s*", re.IGNORECASE)


def _phone(value: str, namespace: str, spelling: Spelling) -> tuple[str, str] | None:
    number = _e164(_PHONE_PREFIX.sub("", unicodedata.normalize("NFKC", value)), spelling.phone_region)
    return None if number is None else ("", number)


@lru_cache(maxsize=100_000)
def _e164(value: str, region: str) -> str | None:
    """Return the number as ``+4930123456`` (``;ext=12`` behind it for an extension).

    A number is taken when its length is possible in its country: lists of assigned ranges lag behind the ranges in use.
    """
    import phonenumbers

    if not region and value.startswith("00"):
        value = "+" + value[2:]
    try:
        number = phonenumbers.parse(value, region or None)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    if is_garbage_phone(phonenumbers.national_significant_number(number)):
        return None
    e164 = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return f"{e164};ext={number.extension}" if number.extension else e164


NETWORKS = {
    "x": "twitter",
    "x.com": "twitter",
    "twitter.com": "twitter",
    "fb": "facebook",
    "fb.com": "facebook",
    "facebook.com": "facebook",
    "m.facebook.com": "facebook",
    "instagram.com": "instagram",
    "ig": "instagram",
    "insta": "instagram",
    "linkedin.com": "linkedin",
    "github.com": "github",
    "gh": "github",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "threads.net": "threads",
    "reddit.com": "reddit",
    "vk.com": "vk",
    "line.me": "line",
}
"""Other names of a network, and the hosts of its profile pages."""

_PATHS_BEFORE_HANDLES = frozenset({"in", "user", "u", "c", "channel", "profile", "people"})


def _handle(value: str, namespace: str, spelling: Spelling) -> tuple[str, str] | None:
    network = NETWORKS.get(_name(namespace), _name(namespace))
    value = unicodedata.normalize("NFKC", value)
    if "/" in value:
        host, value = _profile_page(value)
        network = network or NETWORKS.get(host, host)
    handle = value.strip().lstrip("@").casefold()
    if not handle or is_garbage(handle) or " " in handle:
        return None
    return network, handle


def _profile_page(address: str) -> tuple[str, str]:
    """Return host and handle of ``https://www.linkedin.com/in/dana/``."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
    except ValueError:
        return "", ""
    steps = [step for step in parts.path.split("/") if step]
    if steps and steps[0].casefold() in _PATHS_BEFORE_HANDLES:
        steps = steps[1:]
    return (parts.hostname or "").removeprefix("www."), steps[0] if steps else ""


_Normaliser = Callable[[str, str, Spelling], tuple[str, str] | None]

_NORMALISERS: dict[IdentifierType, _Normaliser] = {
    "user_id": _opaque,
    "external": _external,
    "anonymous_id": _opaque,
    "email": _email,
    "phone": _phone,
    "handle": _handle,
}
