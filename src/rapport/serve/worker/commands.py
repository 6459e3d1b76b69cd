"""The command `serve`."""

import argparse
import json

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no arguments of its own."""


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    import logging
    import os

    from rapport.serve.worker.address import read_address, socket_path
    from rapport.serve.worker.owner import own

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=context.progress)
    if context.as_json:
        context.out.write(json.dumps({"pid": os.getpid(), "home": str(context.home.path)}) + "\n")
    else:
        context.out.write(f"Serving {context.home.path} at {socket_path(context.home)}. Ctrl-C ends it.\n")
    context.out.flush()
    if not own(context.home, wait_s=5.0):
        address = read_address(context.home)
        who = f"Process {address.pid}" if address else "Another process"
        raise UserError(f"{who} serves this home already. Commands use that one by themselves.")
    return 0


COMMANDS = (
    Command(
        key="serve",
        title="Keep the home open: digest what comes in, and answer commands faster, until it is ended",
        configure=configure,
        run=run,
        needs=Needs.DATABASE,
        examples=("rapport serve", "rapport serve --home /srv/rapport"),
    ),
)
