import asyncio
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import AsyncRequestFactory, RequestFactory
from django.utils import timezone, translation

from rapport.serve.web.middleware.parts import send_in_parts

MANY = 1000


def table(made: list[int]) -> Iterator[bytes]:
    for number in range(MANY):
        made.append(number)
        yield f"{translation.get_language()} {timezone.get_current_timezone_name()} {number}\n".encode()


def sent(response: HttpResponseBase) -> StreamingHttpResponse:
    assert isinstance(response, StreamingHttpResponse)
    return response


def test_a_table_is_made_while_it_is_sent_and_in_the_language_of_its_request() -> None:
    made: list[int] = []

    def view(_request: HttpRequest) -> HttpResponseBase:
        return StreamingHttpResponse(table(made))

    async def first_parts() -> list[bytes]:
        with translation.override("lt"), timezone.override("Europe/Vilnius"):
            response = send_in_parts(view)(AsyncRequestFactory().get("/"))
        parts = aiter(sent(response))
        return [await anext(parts), await anext(parts)]

    assert asyncio.run(first_parts()) == [b"lt Europe/Vilnius 0\n", b"lt Europe/Vilnius 1\n"]
    assert made == [0, 1]


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
