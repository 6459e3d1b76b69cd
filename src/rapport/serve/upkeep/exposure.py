"""Whether the pages are reachable in a way that is safe: address, e-mail, single sign-on, owners, keys."""

import os
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from rapport.core.home import Home
from rapport.serve.settings.address import LOOPBACK, public_address
from rapport.serve.settings.mail import mail_settings
from rapport.serve.settings.single_sign_on import single_sign_on_settings
from rapport.serve.upkeep.finding import Finding, Status

SHOWN = 3


def check_exposure(home: Home) -> Iterator[Finding]:
    """Say what a stranger could make use of. What is no risk on this machine only is none to warn of there."""
    address = public_address()
    is_public = bool(address.url)
    problems = [*_address(address.url), *_mail(is_public=is_public), *_single_sign_on()]
    if home.control_db.exists() or os.environ.get("DATABASE_URL"):
        problems += _owners(home, is_public=is_public)
    for problem in problems:
        yield Finding("exposure", Status.WARNING, problem)
    if not problems:
        where = f"the pages are reached at {address.url}" if is_public else "the pages answer on this machine only"
        yield Finding("exposure", Status.OK, where)


def _address(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme == "http" and f"{parts.hostname}" not in (*LOOPBACK, "::1"):
        yield (
            f"RAPPORT_URL is {url}: passwords and people's data travel unencrypted. Put a proxy with a certificate in front, "
            "and write https."
        )


def _mail(*, is_public: bool) -> Iterator[str]:
    mail_settings()  # raises what is wrong with it
    url = urlsplit(os.environ.get("EMAIL_URL", ""))
    if is_public and not url.scheme:
        yield "EMAIL_URL is not set: invitations and links for lost passwords have to be handed over by hand."
    if parse_qs(url.query).get("tls") == ["no"] and f"{url.hostname}" not in (*LOOPBACK, "::1"):
        yield f"EMAIL_URL sends to {url.hostname} unencrypted. Take tls=no out of it."


def _single_sign_on() -> Iterator[str]:
    single_sign_on_settings()  # raises what is wrong with it
    issuer = urlsplit(os.environ.get("OIDC_ISSUER", ""))
    if issuer.scheme == "http" and f"{issuer.hostname}" not in (*LOOPBACK, "::1"):
        yield "OIDC_ISSUER is reached unencrypted, so whoever stands between can sign in as anybody. Write https."
    if issuer.scheme and os.environ.get("OIDC_TRUSTS_EMAIL") == "1":
        yield (
            "OIDC_TRUSTS_EMAIL is on: whoever can choose an address at the identity provider gets in as its user. "
            "Make sure that only administrators can."
        )


def _owners(home: Home, *, is_public: bool) -> Iterator[str]:
    from rapport.serve.invocation.public import applied_migrations, start_django

    start_django(home)
    if ("accounts", "0003_members") not in applied_migrations():  # an older version's; the check of the database says so
        return
    from rapport.accounts.public import idle_keys, needs_setup, owners_without_second_factor

    if needs_setup():
        if is_public:
            yield (
                "Nobody owns this installation yet. Open the link that `rapport serve` prints, or run: "
                "rapport member add EMAIL --role owner"
            )
        return
    if is_public and (owners := owners_without_second_factor()):
        shown = ", ".join(owners[:SHOWN]) + (f" and {len(owners) - SHOWN} more" if len(owners) > SHOWN else "")
        yield f"A stolen password is enough to become an owner ({shown}). Let them add a passkey or an authenticator app."
    if keys := idle_keys():
        some = ", ".join(keys[:SHOWN])
        yield f"{len(keys)} API keys were not used for 90 days ({some}). Revoke those that nobody needs."
