"""The guard of the page: requests of this machine's browser, at this address, with the token. All others are refused.

The token stands in the address that the command prints. The first request with it gets a cookie, and is sent on to the
address without the token, so that it does not stay in the address bar. A page of another site cannot read the cookie,
and cannot use it either: browsers do not send it along (SameSite), and a foreign Host or Origin is refused.
"""

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Message, Receive, Send], Awaitable[None]]
type Headers = list[tuple[bytes, bytes]]

PARAMETER = "token"
POLICY = (  # Vue compiles its templates in the browser, and styles stand in elements; nothing comes from elsewhere
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
HEADERS: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
REFUSED = "Open the address that `policylab dashboard` has printed: it has a token, and this request has none."
ELSEWHERE = "This page answers at its own address alone."


class Guard:
    """An ASGI application before another one. It sees every request and every websocket."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app, self._token = app, token.encode()
        self._hosts = {f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()}
        self._origins = {b"http://" + host for host in self._hosts}
        self._cookie = f"policylab_{port}"  # browsers do not tell ports apart: two pages have two cookies

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on what is allowed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._is_here(scope):
            await _refuse(scope, receive, send, ELSEWHERE)
        elif scope["type"] == "http" and self._matches(_parameter(scope)):
            await self._welcome(scope, send)
        elif self._matches(_cookie(scope, self._cookie)):
            await self._app(scope, receive, _with_headers(send))
        else:
            await _refuse(scope, receive, send, REFUSED)

    def _is_here(self, scope: Message) -> bool:
        """Return whether the request names this address, and comes from no page of another one."""
        hosts, origins = (set(_values(scope, name)) for name in (b"host", b"origin"))
        return len(hosts) == 1 and hosts <= self._hosts and origins <= self._origins

    def _matches(self, word: bytes) -> bool:
        return hmac.compare_digest(word, self._token)

    async def _welcome(self, scope: Message, send: Send) -> None:
        """Send the browser on to the same place without the token, with a cookie."""
        cookie = f"{self._cookie}={self._token.decode()}; HttpOnly; SameSite=Strict; Path=/"
        place = "/" + scope["path"].encode("ascii", "ignore").decode().lstrip("/")  # `//host` would lead elsewhere
        headers = [(b"location", place.encode()), (b"set-cookie", cookie.encode())]
        await _answer(send, 303, headers, b"")


def _values(scope: Message, name: bytes) -> Iterable[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]


def _parameter(scope: Message) -> bytes:
    """Return the token in the address of a request; empty if there is none."""
    words = parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [""])
    return words[0].encode()


def _cookie(scope: Message, name: str) -> bytes:
    """Return the value of a cookie; empty if there is none."""
    pairs = (pair.strip().partition(b"=") for value in _values(scope, b"cookie") for pair in value.split(b";"))
    return next((value for key, _, value in pairs if key == name.encode()), b"")


async def _refuse(scope: Message, receive: Receive, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": why})
    else:
        await _answer(send, 403, [(b"content-type", b"text/plain; charset=utf-8")], f"{why}\n".encode())


async def _answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *HEADERS]})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    """Return a `send` that adds our headers, but for those that an answer has itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            own = {key.lower() for key, _ in headers}
            message["headers"] = [*headers, *(each for each in HEADERS if each[0] not in own)]
        await send(message)

    return sending
