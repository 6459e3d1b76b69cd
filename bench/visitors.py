"""People who browse: each follows a round of pages with pauses in which a person reads, over a connection of their own."""

import html
import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PAUSE_S = (2.0, 8.0)


@dataclass(slots=True)
class Round:
    """What a crowd met: seconds that pages took by path, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, seconds: float, status: int) -> None:
        with self._lock:
            self.seconds.setdefault(path, []).append(seconds)
            if status >= 400:
                self.errors.append(f"{status} {path}")

    def fail(self, path: str, error: Exception) -> None:
        with self._lock:
            self.errors.append(f"{type(error).__name__} {path}")

    def all_seconds(self) -> list[float]:
        return sorted(value for values in self.seconds.values() for value in values)

    def share_below(self, share: float) -> float:
        """Return the seconds that so large a share of the pages stayed below."""
        values = self.all_seconds()
        return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def sign_in_as_visitor(address: str) -> str:
    """Follow the demo's first address to the end; return the session's cookie."""
    cookies: dict[str, str] = {}
    path = "/"
    for _ in range(5):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.request("GET", path, headers={"Cookie": _written(cookies)})
        answer = connection.getresponse()
        answer.read()
        for header in answer.headers.get_all("Set-Cookie", []):
            name, _, value = header.split(";", 1)[0].partition("=")
            cookies[name] = value
        connection.close()
        if answer.status not in (301, 302):
            break
        path = answer.headers["Location"]
    return _written(cookies)


def _written(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def browse(address: str, cookie: str, paths: Sequence[str], *, people: int, while_: Callable[[], bool], seed: int = 1) -> Round:
    """Let so many people browse while something is so; return what they met."""
    met = Round()
    threads = [
        threading.Thread(target=_visit, args=(urlsplit(address).netloc, cookie, paths, while_, random.Random(seed + number), met))
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


def _visit(host: str, cookie: str, paths: Sequence[str], while_: Callable[[], bool], chance: random.Random, met: Round) -> None:
    connection = http.client.HTTPConnection(host, timeout=60)
    time.sleep(chance.uniform(0, PAUSE_S[1]))
    while while_():
        path = chance.choice(paths)
        for part in _parts_of(_open(connection, cookie, path, met)):
            _open(connection, cookie, part, met)
        time.sleep(chance.uniform(*PAUSE_S))
    connection.close()


def _open(connection: http.client.HTTPConnection, cookie: str, path: str, met: Round) -> str:
    """Open a page or a part of one, and note how long that took; return its text."""
    began = time.perf_counter()
    try:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "en"})
        answer = connection.getresponse()
        text = answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        met.fail(path, error)
        connection.close()
        return ""
    met.note(path.split("?")[0], time.perf_counter() - began, answer.status)
    return text


_TAG = re.compile(r"<[a-z]+ [^>]*hx-trigger=\"load\"[^>]*>")
_ADDRESS = re.compile(r'hx-get="([^"]+)"')


def _parts_of(text: str) -> list[str]:
    """Return the addresses that a page loads by itself as soon as it is shown."""
    found = (_ADDRESS.search(tag) for tag in _TAG.findall(text))
    return [html.unescape(match[1]) for match in found if match]
