"""Several processes show the pages: what one counts, the others know."""

import http.cookiejar
import re
import subprocess
import urllib.parse
import urllib.request
from dataclasses import replace

from tests.journeys.program import Program

ALICE, PASSWORD = "alice@example.com", "correct horse battery staple"


def test_wrong_passwords_count_in_whichever_process_they_are_tried(program: Program) -> None:
    # Nobody answers there: signing in asks the operational database only, and a store outside lets the parts run apart.
    apart = replace(program, environment={**program.environment, "STORE_URL": "clickhouse://127.0.0.1:9/rapport"})
    added = apart.run("member", "add", ALICE, "--role", "owner", "--password-stdin", text=f"{PASSWORD}\n")
    assert added.code == 0, added.err
    one, other = (_address(apart.start("serve", "--only", "pages", "--port", "0")) for _ in range(2))

    answers = [_sign_in(address, "wrong") for address in (one, other, one, other, one)]

    assert all("do not belong together" in answer for answer in answers)
    for address in (one, other):
        assert "locked for up to five minutes" in _sign_in(address, PASSWORD)


def _address(serving: "subprocess.Popen[str]") -> str:
    assert serving.stdout is not None
    found = re.search(r"Open (http://\S+?)/ ", serving.stdout.readline())
    assert found
    return found[1]


def _sign_in(address: str, password: str) -> str:
    """Sign in as a browser that was never here before; return the page that comes of it."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with browser.open(f"{address}/account/login/", timeout=20) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token
    typed = urllib.parse.urlencode({"login": ALICE, "password": password, "csrfmiddlewaretoken": token[1]})
    with browser.open(f"{address}/account/login/", typed.encode(), timeout=20) as page:
        return str(page.read().decode())
