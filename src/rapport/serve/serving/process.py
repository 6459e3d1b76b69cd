"""Starts the parts of a serving process, waits for the end, and ends them in order."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from rapport.accounts.public import SIGHTS
from rapport.core.errors import BugError, UserError
from rapport.core.home import Home
from rapport.serve.serving.http import Listen, bind, make_server
from rapport.serve.serving.roles import Role
from rapport.serve.web.public import STOPPING, load_application, preparing_overviews
from rapport.serve.worker.public import Owner, OwnerLock, read_address

WAIT_FOR_OWNER_S = 8.0
LOOK_AROUND_S = 0.2
SWITCH_EVERY_S = 0.001
JOBS_END_WITHIN_S = 8.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """What to run, and whom to tell when it runs.

    Parameters
    ----------
    told : called with the address that the pages listen on, "" without pages.
    """

    home: Home
    roles: frozenset[Role]
    listen: Listen
    told: Callable[[str], None]


def serve(serving: Serving) -> None:
    """Run until SIGTERM or SIGINT; raise UserError when the address is taken or another process owns the home."""
    ending = threading.Event()
    _end_on_signals(ending)
    with ExitStack() as parts:
        # Ended in the opposite order: first no more requests, then no more jobs, then the digest and the stores.
        is_alive = _own(serving.home, parts) if Role.DIGEST in serving.roles else _always
        if Role.JOBS in serving.roles:
            _run_jobs(parts)
        address = _show_pages(serving.listen, parts) if Role.PAGES in serving.roles else ""
        serving.told(address)
        while not ending.wait(LOOK_AROUND_S):
            if not is_alive():
                raise BugError("The digest has ended before its time; the log says why.")
        log.info("ending")
        STOPPING.set()


def _always() -> bool:
    return True


def _end_on_signals(ending: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())


def _own(home: Home, parts: ExitStack) -> Callable[[], bool]:
    lock = parts.enter_context(OwnerLock(home))
    # An import leaves an owner behind that ends by itself after two quiet seconds.
    give_up_at = time.monotonic() + WAIT_FOR_OWNER_S
    while not lock.take():
        if time.monotonic() >= give_up_at:
            address = read_address(home)
            who = f"Process {address.pid}" if address else "Another process"
            raise UserError(f"{who} serves this home already. Commands use that one by themselves; to replace it, end it first.")
        time.sleep(0.05)
    owner = Owner(home)
    owner.start()
    parts.callback(owner.stop)
    return owner.is_digesting


def _run_jobs(parts: ExitStack) -> None:
    from rapport.serve.serving.jobs import JobRunner
    from rapport.serve.serving.ticks import Clockwork

    jobs, clockwork = JobRunner(), Clockwork()
    jobs.start()
    clockwork.start()
    parts.callback(jobs.stop, within_s=JOBS_END_WITHIN_S)
    parts.callback(clockwork.stop)


def _show_pages(listen: Listen, parts: ExitStack) -> str:
    parts.enter_context(SIGHTS.writing())
    # Each wait for the interpreter costs a page this long, and while the digest works it waits often.
    sys.setswitchinterval(SWITCH_EVERY_S)
    address = _listen(listen, parts)
    parts.enter_context(preparing_overviews())
    return address


def _listen(listen: Listen, parts: ExitStack) -> str:
    bound = bind(listen)
    server = make_server(load_application())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, name="http")
    thread.start()

    def end() -> None:
        STOPPING.set()
        server.should_exit = True
        thread.join()
        bound.close()

    parts.callback(end)
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
