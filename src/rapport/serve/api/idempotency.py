"""A request that is sent again with the same Idempotency-Key is answered again and not done again."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from rapport.core.clock import now
from rapport.serve.api.models import KeptReply
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.serve.api.request import ApiRequest

HEADER = "Idempotency-Key"
LONGEST = 200
_NAME = re.compile(f"[!-~]{{1,{LONGEST}}}")
KEPT_FOR = timedelta(hours=24)
ABANDONED_AFTER = timedelta(minutes=5)
"""Nothing takes so long: the process that began it has died, and the request may be tried again."""
WAIT_S = 2
REPLAYED = "Idempotent-Replayed"


def once(request: ApiRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a request unless it was run already; what fails is not kept and may be tried again with the same key."""
    name = request.headers.get(HEADER)
    if name is None:
        return run()
    if not _NAME.fullmatch(name):
        told = f"{HEADER} has 1 to {LONGEST} ASCII characters without spaces, such as a UUID."
        raise Problem(Kind.INVALID, told, [Fault(told, header=HEADER)])
    reply, is_new = _begin(request, name)
    if not is_new:
        return _again(reply)
    try:
        response = run()
        if isinstance(response, HttpResponse) and response.status_code < 300:
            _keep(reply, response)
            return response
    except BaseException:
        reply.delete()
        raise
    reply.delete()
    return response


def _begin(request: ApiRequest, name: str) -> tuple[KeptReply, bool]:
    """Return the reply of that name, and whether it is this request's to make."""
    asked = _hash(request, _told(request))
    _forget_old()
    try:
        with transaction.atomic():
            return KeptReply.objects.create(**_named(request, name), request_hash=asked), True
    except IntegrityError:
        reply = KeptReply.objects.filter(**_named(request, name)).first()
    if reply is None:  # whoever was at it has failed this very moment
        raise _being_worked_on()
    if reply.request_hash != asked:
        told = f"This {HEADER} was used for another request. Take a new one."
        raise Problem(Kind.INVALID, told, [Fault(told, header=HEADER)])
    return reply, False


def _again(reply: KeptReply) -> HttpResponse:
    if reply.status is None:
        raise _being_worked_on()
    headers = {REPLAYED: "true"} | ({"Location": reply.location} if reply.location else {})
    return HttpResponse(bytes(reply.body), status=reply.status, content_type=reply.content_type, headers=headers)


def _being_worked_on() -> Problem:
    told = "A request with this key is being worked on. Ask again in a moment."
    return Problem(Kind.CONFLICT, told, headers={"Retry-After": str(WAIT_S)})


def _keep(reply: KeptReply, response: HttpResponse) -> None:
    reply.status = response.status_code
    reply.content_type = response.headers.get("Content-Type", "")
    reply.location = response.headers.get("Location", "")
    reply.body = response.content
    reply.save(update_fields=["status", "content_type", "location", "body"])


def _named(request: ApiRequest, name: str) -> dict[str, int | str]:
    access = request.auth
    return {"workspace_id": access.workspace.id, "key_id": access.key_id, "name_hash": _hash(request, [name.encode()])}


def _told(request: ApiRequest) -> Iterator[bytes]:
    yield f"{request.method} {request.get_full_path()}\n{request.content_type}\n".encode()
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    for name, values in sorted(request.POST.lists()):
        yield f"{name}\n{values}\n".encode()
    for name, file in sorted(request.FILES.items()):
        assert isinstance(file, UploadedFile)
        yield f"{name}\n{file.name}\n".encode()
        yield from file.chunks()
        file.seek(0)


def _hash(request: ApiRequest, parts: Iterator[bytes] | list[bytes]) -> str:
    hashed = hmac.new(request.workspace.secret, b"idempotency\n", hashlib.sha256)
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()


def _forget_old() -> None:
    KeptReply.objects.filter(created_at__lt=now() - KEPT_FOR).delete()
    KeptReply.objects.filter(status=None, created_at__lt=now() - ABANDONED_AFTER).delete()
