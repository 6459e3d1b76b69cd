import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import AsyncRequestFactory, RequestFactory
from django.utils import timezone, translation

from rapport.serve.web import streaming
from rapport.serve.web.middleware.parts import send_in_parts
from rapport.serve.web.streaming import GOOD_PIECE

LINE = b"x" * 1000


def table(made: list[str]) -> Iterator[bytes]:
    for _number in range(1000):
        made.append(f"{translation.get_language()} {timezone.get_current_timezone_name()}")
        yield LINE


def sent(response: HttpResponseBase) -> StreamingHttpResponse:
    assert isinstance(response, StreamingHttpResponse)
    return response


def test_a_table_is_made_while_it_is_sent_and_in_the_language_of_its_request() -> None:
    made: list[str] = []

    def view(_request: HttpRequest) -> HttpResponseBase:
        return StreamingHttpResponse(table(made))

    async def first_piece() -> bytes:
        with translation.override("lt"), timezone.override("Europe/Vilnius"):
            response = send_in_parts(view)(AsyncRequestFactory().get("/"))
        return await anext(aiter(sent(response)))

    piece = asyncio.run(first_piece())

    assert piece == LINE * len(made)
    assert GOOD_PIECE <= len(piece) < GOOD_PIECE + len(LINE)
    assert set(made) == {"lt Europe/Vilnius"}


def test_what_is_slow_to_make_goes_out_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "WITHIN_S", 0)

    async def pieces() -> list[bytes]:
        made: list[str] = []
        response = send_in_parts(lambda _request: StreamingHttpResponse(table(made)))(AsyncRequestFactory().get("/"))
        return [piece async for piece in sent(response)]

    assert asyncio.run(pieces()) == [LINE] * 1000


def test_a_file_arrives_whole_and_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"name\n" * 100_000)
    file = path.open("rb")

    async def received() -> bytes:
        response = send_in_parts(lambda _request: FileResponse(file))(AsyncRequestFactory().get("/"))
        assert response.headers["Content-Length"] == str(path.stat().st_size)
        whole = b"".join([part async for part in sent(response)])
        response.close()
        return whole

    assert asyncio.run(received()) == path.read_bytes()
    assert file.closed


def test_nothing_changes_where_nobody_waits_beside() -> None:
    response = send_in_parts(lambda _request: StreamingHttpResponse(table([])))(RequestFactory().get("/"))

    assert not sent(response).is_async
