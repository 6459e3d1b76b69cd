"""The e-mails of accounts that are not allauth's."""

import logging

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rapport.accounts.roles import Member
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
