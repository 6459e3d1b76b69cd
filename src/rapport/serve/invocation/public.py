"""The door to reading a command line, preparing the home, and telling people what went wrong."""

from rapport.serve.invocation.confirm import confirm
from rapport.serve.invocation.explain import explain
from rapport.serve.invocation.lean import leave_out_pandas
from rapport.serve.invocation.parser import WIDTH_WITHOUT_TERMINAL, Asked, build_parser, parse
from rapport.serve.invocation.prepare import (
    SETTINGS,
    WEB_SETTINGS,
    applied_migrations,
    close_connections,
    known_migrations,
    prepare,
    refuse_newer,
    start_django,
)
from rapport.serve.invocation.report import Stopped, report

__all__ = [
    "SETTINGS",
    "WEB_SETTINGS",
    "WIDTH_WITHOUT_TERMINAL",
    "Asked",
    "Stopped",
    "applied_migrations",
    "build_parser",
    "close_connections",
    "confirm",
    "explain",
    "known_migrations",
    "leave_out_pandas",
    "parse",
    "prepare",
    "refuse_newer",
    "report",
    "start_django",
]
