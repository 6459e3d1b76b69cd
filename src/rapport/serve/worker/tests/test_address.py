import contextlib
import io
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.core.errors import PermanentError, UserError
from rapport.core.home import Home
from rapport.serve.worker.address import (
    LONGEST_SOCKET_PATH,
    OwnerAddress,
    new_address,
    read_address,
    remove_address,
    socket_path,
    write_address,
)
from rapport.serve.worker.forward import forward

from .conftest import Popen, owner_of


def test_an_address_is_read_back_and_closed_to_others(home: Home) -> None:
    address = new_address(home, doing="serve", listens=True)

    write_address(home, address)

    assert read_address(home) == address
    assert stat.S_IMODE(home.owner_address.stat().st_mode) == 0o600
    remove_address(home)
    assert read_address(home) is None


def test_half_an_address_is_none(home: Home) -> None:
    home.owner_address.write_text('{"pid": 1, "ver')

    assert read_address(home) is None


@pytest.fixture
def short_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files with a short path, as machines have; pytest's own can be too long for a socket."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def test_a_home_with_a_long_path_is_served_from_a_private_folder(short_folder: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / ("x" * 120))

    path = socket_path(home)

    assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert socket_path(Home(tmp_path / ("y" * 120))) != path


def test_a_folder_that_others_can_enter_is_not_listened_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / f"rapport-{os.getuid()}").mkdir(mode=0o755)

    with pytest.raises(UserError, match="closed to others"):
        socket_path(Home(tmp_path / ("x" * 120)))


def test_the_owner_answers_only_those_who_can_read_its_token(serving: Popen, home: Home) -> None:
    address = owner_of(home)
    stranger = OwnerAddress(pid=address.pid, version=address.version, doing="serve", token="guessed", socket=address.socket)

    with pytest.raises(PermanentError, match="not the token"):
        forward(stranger, ["doctor"], out=_NOWHERE, progress=_NOWHERE)
    assert stat.S_IMODE(Path(address.socket or "").stat().st_mode) == 0o600


def test_the_owner_survives_nonsense_on_its_socket(serving: Popen, home: Home) -> None:
    address = owner_of(home)
    for nonsense in (b"GET / HTTP/1.1\r\n\r\n", b"\xff\xff\xff\xff" * 10, b"\x00\x00\x00\x02{}", b""):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(10)
            connection.connect(address.socket or "")
            connection.sendall(nonsense)
            with contextlib.suppress(ConnectionResetError):
                connection.shutdown(socket.SHUT_WR)
                assert connection.recv(1) == b""

    assert serving.poll() is None


def test_an_owner_of_another_version_is_not_asked(home: Home) -> None:
    address = OwnerAddress(pid=1, version="0.0.1", doing="serve", token="", socket="/nowhere")

    with pytest.raises(UserError, match=r"serves this home with Rapport 0\.0\.1"):
        forward(address, ["doctor"], out=_NOWHERE, progress=_NOWHERE)


_NOWHERE = io.StringIO()
