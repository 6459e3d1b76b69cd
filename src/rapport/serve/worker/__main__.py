"""The owner as a process of its own: ``python -m rapport.serve.worker --home FOLDER --exit-when-idle``."""

import argparse
import logging
import sys
from pathlib import Path

from rapport.core.home import Home
from rapport.serve.invocation.public import close_connections, leave_out_pandas, prepare, report
from rapport.serve.worker.owner import own

IDLE_S = 2.0
WAIT_FOR_LOCK_S = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="rapport.serve.worker")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--exit-when-idle", action="store_true")
    arguments = parser.parse_args()
    leave_out_pandas()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        home = Home(arguments.home)
        prepare(home)
        # Another process may have been faster: then that one is the owner, and all is well.
        own(home, idle_s=IDLE_S if arguments.exit_when_idle else None, wait_s=WAIT_FOR_LOCK_S)
    except Exception as error:  # noqa: BLE001 (this is where every error ends: as a line of the log)
        return report(error, to=sys.stderr)
    finally:
        close_connections()
    return 0


if __name__ == "__main__":
    sys.exit(main())
