"""The command `serve`."""

import argparse
import json

from rapport.core.commands import Command, CommandContext, Needs

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=DEFAULT_HOST, help="address to listen on (default %(default)s: this machine only)")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 takes a free one (default %(default)s)"
    )
    parser.add_argument("--only", default="", metavar="PARTS", help="run some parts only: pages, digest, jobs (default: all)")
    parser.add_argument("--demo", action="store_true", help="show the simulated company of `rapport demo` to whoever sits here")
    parser.add_argument("--open", action="store_true", help="open the pages in a browser")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    import os

    from rapport.serve.serving.logs import start_logging
    from rapport.serve.serving.roles import Role, parse_roles

    roles = parse_roles(arguments.only)
    start_logging(context.progress)
    if arguments.demo:
        from rapport.serve.web.public import begin_demo

        begin_demo()

    def told(address: str) -> None:
        if context.as_json:
            context.out.write(json.dumps({"pid": os.getpid(), "home": str(context.home.path), "address": address}) + "\n")
        else:
            context.out.write(_announce(address, context))
        context.out.flush()
        if arguments.open and address:
            import webbrowser

            webbrowser.open(_start_page(address))

    from rapport.serve.serving.http import Listen
    from rapport.serve.serving.process import Serving, serve

    serve(Serving(context.home, roles, Listen(arguments.host, arguments.port if Role.PAGES in roles else 0), told))
    return 0


def _announce(address: str, context: CommandContext) -> str:
    from rapport.serve.worker.public import socket_path

    if not address:
        return f"Serving {context.home.path} at {socket_path(context.home)}. Ctrl-C ends it.\n"
    return f"Serving {context.home.path}. Open {_start_page(address)} (Ctrl-C ends it).\n"


def _start_page(address: str) -> str:
    from rapport.accounts.public import first_path
    from rapport.serve.settings.address import public_address
    from rapport.serve.web.public import shows_demo

    if shows_demo():
        return f"{address}/"  # it opens to whoever sits here
    return (public_address().url or address) + first_path()


COMMANDS = (
    Command(
        key="serve",
        title="Run the pages, the API, the digest and the jobs, until it is ended",
        configure=configure,
        run=run,
        needs=Needs.PAGES,
        examples=(
            "rapport serve",
            "rapport serve --open",
            "rapport serve --demo",
            "rapport serve --host 0.0.0.0 --port 8080",
            "rapport serve --only digest",
        ),
    ),
)
