import socket

import pytest

from rapport.core.errors import BugError, PermanentError, RapportError, RetryableError, UserError
from rapport.core.notice import Notice
from rapport.serve.worker.messages import Trouble, receive_answer, send


@pytest.mark.parametrize("kind", [UserError, PermanentError, RetryableError, BugError])
def test_the_owners_trouble_is_the_same_error_for_whoever_hands_over(kind: type[RapportError]) -> None:
    said = Notice("%(path)s is damaged.", path="spool.db", terminal="Restore it.")
    here, there = socket.socketpair()

    with here, there:
        send(here, Trouble.of(kind(said)))
        told = receive_answer(there)

    assert isinstance(told, Trouble)
    error = told.as_error()
    assert type(error) is kind
    assert str(error) == "spool.db is damaged. Restore it."
    assert isinstance(error.args[0], Notice)
    assert error.args[0].parts == {"path": "spool.db"}


def test_trouble_that_nobody_foresaw_is_an_administrators() -> None:
    error = Trouble.of(RapportError("The digest failed unexpectedly (KeyError).")).as_error()

    assert isinstance(error, PermanentError)
    assert error.exit_code == 1
