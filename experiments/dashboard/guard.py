"""The guard of the page: requests of this machine's browser, at this address, with a cookie. All others are refused.

The cookie is given for a token that stands in an address and is good for one request. The browser is sent on to the
address without it, by a page of ours: with a redirection it would come from elsewhere still, without its cookie. A page
of another site cannot read the cookie, and cannot use it either: browsers do not send it along (SameSite), and a
foreign Host or Origin is refused.
"""

import hmac
import secrets
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
HTML = (b"content-type", b"text/html; charset=utf-8")
REFUSED = (
    "Open the address that `policylab dashboard` has printed: it has a token, and this request has none. "
    "A token is good for one browser: begin the command again for another one."
)
ELSEWHERE = "This page answers at its own address alone."


class Guard:
    """An ASGI application before another one. It sees every request and every websocket."""

    def __init__(self, app: App, port: int) -> None:
        self._app, self._port = app, port
        self._secret, self._tokens = secrets.token_urlsafe(24).encode(), list[bytes]()
        self._hosts = {f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode()}
        self._origins = {b"http://" + host for host in self._hosts}
        self._cookie = f"policylab_{port}"  # browsers do not tell ports apart: two pages have two cookies

    def address(self) -> str:
        """Return an address that opens the page once."""
        self._tokens.append(secrets.token_urlsafe(24).encode())
        return f"http://127.0.0.1:{self._port}/?{PARAMETER}={self._tokens[-1].decode()}"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on what is allowed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not self._is_here(scope):
            await _refuse(scope, receive, send, ELSEWHERE)
        elif scope["type"] == "http" and scope["path"] == "/" and self._spends(_parameter(scope)):
            await self._welcome(send)
        elif hmac.compare_digest(_cookie(scope, self._cookie), self._secret):
            await self._app(scope, receive, _with_headers(send))
        else:
            await _refuse(scope, receive, send, REFUSED)

    def _is_here(self, scope: Message) -> bool:
        """Return whether the request names this address, and comes from no page of another one."""
        hosts, origins = (set(_values(scope, name)) for name in (b"host", b"origin"))
        return len(hosts) == 1 and hosts <= self._hosts and origins <= self._origins

    def _spends(self, word: bytes) -> bool:
        """Return whether a word is a token, which it is no longer."""
        matching = [token for token in self._tokens if hmac.compare_digest(word, token)]
        self._tokens = [token for token in self._tokens if token not in matching]
        return bool(matching)

    async def _welcome(self, send: Send) -> None:
        """Send the browser on to the page, with a cookie."""
        cookie = f"{self._cookie}={self._secret.decode()}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 200, [HTML, (b"set-cookie", cookie.encode())], onward("/").encode())


def onward(address: str) -> str:
    """Return a page that leads a browser on to an address."""
    return f'<!doctype html><meta http-equiv="refresh" content="0;url={address}">'


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
