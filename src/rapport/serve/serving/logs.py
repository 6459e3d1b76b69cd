"""The log of a serving process: one line an event, for people or for machines."""

import json
import logging
import os
import sys
import traceback
from typing import TextIO

from rapport.core.errors import UserError
from rapport.core.redaction import redacted

_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_LEFT_OUT = _OF_EVERY_RECORD | {"request", "color_message"}
"""Django's `request` tells the whole query, in which people are searched for; uvicorn's message in colours is said already."""


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, event, and what the caller gave as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_extra(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """Time, level, event, and what the caller gave as ``key=value``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        extra = " ".join(f"{name}={value}" for name, value in _extra(record).items())
        return f"{super().formatMessage(record)} {extra}".rstrip()


class Redacted(logging.Formatter):
    """Another form, with the secrets taken out of what it gives: of messages, extras and tracebacks alike."""

    def __init__(self, form: logging.Formatter) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        return redacted(self._form.format(record))


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _LEFT_OUT and not name.startswith("_")}


def start_logging(stream: TextIO = sys.stderr) -> None:
    """Send everything from INFO up to the stream, in the form that `RAPPORT_LOG` names."""
    form = os.environ.get("RAPPORT_LOG", "text")
    forms = {"text": TextLines, "json": JsonLines}
    if form not in forms:
        raise UserError(f"RAPPORT_LOG is {form!r}; it may be {' or '.join(forms)}.")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacted(forms[form]()))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every statement and every request that other parts already report.
    for name in ("uvicorn.access", "django_tasks", "fontTools", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
