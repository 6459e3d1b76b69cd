import pytest

from rapport.core.redaction import redacted

SECRET = "q3VN8kTfZ0aL5cXo1dRw7yBu2eHi9jGm4pKs6tQvW8z"


@pytest.mark.parametrize(
    "line",
    [
        f"Not Found: /invitation/{SECRET}/",
        f"GET /account/link/{SECRET}/ 410",
        f"GET /account/password/reset/key/b-{SECRET}/ 302",
        f"GET /account/email/confirm/W{SECRET}:1vJx:{SECRET}/ 200",
        f"Serving. Open http://127.0.0.1:8000/setup/?token={SECRET} (Ctrl-C ends it).",
        f"key rpt_abc123_{SECRET} was refused",
        f'headers {{"Authorization": "Bearer {SECRET}"}}',
        f"cookie: rapport_session={SECRET}; rapport_csrf={SECRET}",
        f"could not connect to postgresql://rapport:{SECRET}@db.example:5432/rapport",
        f"smtps://mail%40example.com:{SECRET}@smtp.example.com:465",
        f"/account/oidc/sso/login/callback/?code={SECRET}&state={SECRET}",
    ],
    ids=["invitation", "link", "reset", "address", "set-up", "API key", "header", "cookie", "database", "mail", "single sign-on"],
)
def test_a_secret_leaves_a_line(line: str) -> None:
    assert SECRET not in redacted(line)
    assert "***" in redacted(line)


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-22 01:22:41 INFO request page=metric method=GET status=200 ms=41",
        "Serving /home/alice. Open http://127.0.0.1:8000/ (Ctrl-C ends it).",
        "the key CRM (abc123) was replaced; error code=42",
        "GET /w/default/people/7/ 200",
    ],
)
def test_an_ordinary_line_stays_as_it_is(line: str) -> None:
    assert redacted(line) == line
