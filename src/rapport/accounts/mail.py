"""The e-mails of accounts that are not allauth's."""

import logging

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.accounts.roles import Member
from rapport.accounts.sending import send_soon
from rapport.accounts.workspace import Workspace

log = logging.getLogger(__name__)


def send_invitation(email: str, link: str, *, workspace: Workspace, by: Member) -> bool:
    """Send the link of an invitation; False when the mail server did not take it."""
    context = {"workspace": workspace, "by": by, "link": link}
    # A name may hold anything; a subject is one line.
    subject = " ".join((_("%(who)s invites you to %(workspace)s") % {"who": by.label, "workspace": workspace.name}).split())
    message = EmailMultiAlternatives(subject, render_to_string("accounts/mail/invitation.txt", context), to=[email])
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors
        log.error("an invitation could not be sent", extra={"reason": type(error).__name__})
        return False
    return True


def send_address_link(email: str, link: str, *, present: str) -> None:
    """Send the link that makes an address the one that somebody signs in with."""
    text = render_to_string("accounts/mail/email_change.txt", {"link": link, "present": present})
    send_soon(EmailMultiAlternatives(_("Confirm your new address"), text, to=[email]))


def send_address_taken(email: str) -> None:
    """Tell the owner of an address that it signs somebody in already."""
    text = render_to_string("accounts/mail/email_taken.txt")
    send_soon(EmailMultiAlternatives(_("This address is in use"), text, to=[email]))
