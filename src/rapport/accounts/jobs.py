"""What accounts have done again and again."""

from datetime import timedelta

from rapport.core.schedule import Tick


def _clear() -> None:
    from rapport.accounts.clearing import clear_expired

    clear_expired()


TICKS = (Tick(key="accounts.clear", every=timedelta(hours=1), run=_clear),)
