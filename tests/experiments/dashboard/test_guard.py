"""The guard of the page: only this machine's browser, at this address, with the token."""

import asyncio
from typing import Any

import pytest

from experiments.dashboard.guard import POLICY, Guard

PORT = 4321
HOST = f"127.0.0.1:{PORT}"
GUARD: Guard
TOKEN = COOKIE = ""


@pytest.fixture(autouse=True)
def _begun() -> None:
    """A guard that has let one browser in, and has printed another address."""
    global GUARD, TOKEN, COOKIE
    GUARD = Guard(inner, PORT)
    first, TOKEN = (GUARD.address().partition("?token=")[2] for _ in range(2))
    COOKIE = (
        dict(answers({"host": HOST}, query=f"token={first}")[0]["headers"])[b"set-cookie"].decode().partition(";")[0]
    )


async def inner(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers everything."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-content-type-options", b"own")]})
        await send({"type": "http.response.body", "body": b"inside"})


def answers(
    headers: dict[str, str], query: str = "", path: str = "/", kind: str = "http", method: str = "GET"
) -> list[dict[str, Any]]:
    """Return what the guard sends for a request."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": kind, "path": path, "method": method, "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    asyncio.run(GUARD(scope, receive, send))
    return sent


def status(headers: dict[str, str], **request: str) -> int:
    return int(answers(headers, **request)[0]["status"])


def test_the_cookie_opens_the_page_and_nothing_else_does() -> None:
    assert status({"host": HOST, "cookie": COOKIE}) == 200
    assert status({"host": HOST, "cookie": f"a=b; {COOKIE}; c=d"}) == 200
    word = COOKIE.partition("=")[2]
    for cookie in ("", f"policylab_{PORT}=", f"{COOKIE}x", f"policylab_4322={word}", word, TOKEN, "ü=ü"):
        start, body = answers({"host": HOST, "cookie": cookie})
        assert start["status"] == 403
        assert b"has a token, and this request has none" in body["body"]
        assert (b"content-type", b"text/plain; charset=utf-8") in start["headers"]


def test_the_token_in_the_address_becomes_a_cookie_and_is_removed() -> None:
    for path in ("//evil.example/x", "/\r\nlocation: x", "/\\\\host", "/static"):
        assert status({"host": HOST}, query=f"token={TOKEN}", path=path) == 403
    for word in (TOKEN[:-1], "%FF", ""):
        assert status({"host": HOST}, query=f"token={word}") == 403
    start, page = answers({"host": HOST}, query=f"token={TOKEN}&a=b")
    headers = dict(start["headers"])
    assert start["status"] == 200
    assert b'url=/"' in page["body"]
    assert headers[b"set-cookie"] == f"{COOKIE}; HttpOnly; SameSite=Strict; Path=/".encode()


def test_a_token_opens_the_page_once() -> None:
    assert [status({"host": HOST}, query=f"token={TOKEN}") for _ in range(2)] == [200, 403]


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"[::1]:{PORT}", ""]
)
def test_another_host_is_refused_though_it_has_the_token(host: str) -> None:
    assert status({"host": host, "cookie": COOKIE}) == 403
    assert status({"host": host}, query=f"token={TOKEN}") == 403
    assert status({"cookie": COOKIE}) == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:8000", f"https://{HOST}", "null"])
def test_a_page_of_another_origin_reaches_neither_page_nor_websocket(origin: str) -> None:
    headers = {"host": HOST, "cookie": COOKIE, "origin": origin}
    assert status(headers, method="POST") == 403
    [closed] = answers(headers, kind="websocket")
    assert (closed["type"], closed["code"]) == ("websocket.close", 1008)


def test_a_websocket_needs_the_cookie_too() -> None:
    ours = {"host": HOST, "origin": f"http://{HOST}"}
    assert answers({**ours, "cookie": COOKIE}, kind="websocket") == [{"type": "websocket.accept"}]
    assert answers(ours, kind="websocket")[0]["type"] == "websocket.close"
    assert answers(ours, kind="websocket", query=f"token={TOKEN}")[0]["type"] == "websocket.close"


def test_every_answer_forbids_other_hosts_and_keeps_its_own_headers() -> None:
    start, body = answers({"host": HOST, "cookie": COOKIE})
    headers = dict(start["headers"])
    assert headers[b"content-security-policy"] == POLICY.encode()
    assert "default-src 'self'" in POLICY
    assert headers[b"x-content-type-options"] == b"own"
    assert body["body"] == b"inside"
