"""What a server says where it was started."""

import signal
import socket
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from .program import Program


def test_a_server_behind_a_proxy_names_the_address_that_people_type_and_logs_no_query(program: Program) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    behind = replace(program, environment={**program.environment, "RAPPORT_URL": "https://cx.example.com"})
    serving = behind.start("serve", "--port", str(port))

    assert serving.stdout is not None
    assert "Open https://cx.example.com/setup/?token=" in serving.stdout.readline()
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/nowhere/?q=dana%40example.com", headers={"X-Forwarded-Proto": "https"}
    )
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(asked, timeout=20)
    serving.send_signal(signal.SIGTERM)
    _, log = serving.communicate(timeout=60)
    assert serving.returncode == 0
    assert "Not Found: /nowhere/" in log
    assert "dana" not in log
    assert "\x1b" not in log


def test_a_demo_that_was_not_made_yet_is_told(program: Program) -> None:
    serving = program.run("serve", "--demo", "--port", "0")

    assert serving.code == 2
    assert serving.err.splitlines()[-1] == "rapport: There is no simulated company here yet. Make it first: rapport demo"
