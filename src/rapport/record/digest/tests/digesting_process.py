"""Digests the default workspace of `RAPPORT_HOME`, each time in a process of its own that may be killed.

For each line on standard input it forks: the child prints `ready PID` and digests until nothing waits, or until it kills
itself after the first group has passed the step that the line names. Then `ended EXITCODE` is printed. Forking costs a
hundredth of starting Python and its libraries anew.
"""

import os
import signal
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from rapport.record.digest.group import DigestContext, Group


def die(group: "Group", context: "DigestContext") -> "Group":
    os.kill(os.getpid(), signal.SIGKILL)
    return group


def run(die_after: str) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.core.home import current_home
    from rapport.record.digest import digest
    from rapport.record.digest.tests.digesting import open_record

    if die_after:
        names = [step.__name__ for step in digest.STEPS]
        at = names.index(die_after) + 1
        digest.STEPS = (*digest.STEPS[:at], die, *digest.STEPS[at:])
    record = open_record(get_workspace("default"), current_home().workspace("default").path, group_rows=100)
    os.write(1, f"ready {os.getpid()}\n".encode())
    record.deliver()


def serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(line.strip())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.serve.settings")
    django.setup()
    import rapport.record.digest.tests.digesting  # noqa: F401  so that the children need not

    serve()
