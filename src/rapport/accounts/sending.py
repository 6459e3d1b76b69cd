"""Sends e-mails beside the request, so that how long an answer takes does not tell whether an address is known."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)
_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
_pending: set[Future[None]] = set()


def send_soon(message: EmailMessage) -> None:
    """Send the message within the next moments; what goes wrong is logged, without whom it was for."""
    future = _sender.submit(_send, message)
    _pending.add(future)
    future.add_done_callback(_pending.discard)


def wait_until_sent(*, within_s: float = 30) -> None:
    """Wait for what was handed over to be sent."""
    wait(set(_pending), timeout=within_s)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors
        log.error("an e-mail could not be sent", extra={"reason": type(error).__name__})
