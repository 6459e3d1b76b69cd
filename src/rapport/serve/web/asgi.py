"""The ASGI application: Django behind a limit of what may be sent, and behind the gate."""

from django.core.asgi import get_asgi_application

from rapport.serve.web.body_limit import BodyLimit
from rapport.serve.web.gate import Gate

_pages = get_asgi_application()
application = BodyLimit(Gate(_pages), uploads=_pages)
