"""The network's far side of single sign-on: a small identity provider that signs in whoever it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt

CLIENT, SECRET = "rapport", "the secret of rapport"


@dataclass
class IdentityProvider:
    """What the provider knows and was asked.

    Parameters
    ----------
    person : the claims of whoever is signed in there.
    """

    issuer: str = ""
    person: dict[str, object] = field(default_factory=dict)
    exchanges: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, path: str, sent: str) -> dict[str, object]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/token":
            self.exchanges.append(parse_qs(sent))
            return {"access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": self._id_token()}
        return self.person

    def _id_token(self) -> str:
        at = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": at, "exp": at + 300, **self.person}
        return jwt.encode(claims, "a key that nobody needs to know here", algorithm="HS256", headers={"kid": "1"})


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Run a provider on a port of this machine."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            self._answer("")

        def do_POST(self) -> None:  # http.server's name
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, sent: str) -> None:
            body = json.dumps(provider.answer(self.path, sent)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
