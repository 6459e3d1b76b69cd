"""The errors of the house, named by who must act, so that callers never read messages."""


class RapportError(Exception):
    """What every error raised on purpose derives from."""

    exit_code = 1


class UserError(RapportError):
    """The person at the keyboard must act; the text is shown as it is and says what to do."""

    exit_code = 2


class NoRoomError(UserError):
    """A disk is full: whoever looks after the machine must make room. Nothing is wrong with what was asked, so programs ask
    again."""


class RetryableError(RapportError):
    """Nobody must act: the same call may succeed later."""

    exit_code = 75


class PermanentError(RapportError):
    """An administrator must act; trying again will not help."""


class BugError(RapportError):
    """We must act: the program contradicts itself."""

    exit_code = 70
