"""The server of the page: on this machine's loopback address alone, behind its guard."""

import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response
from nicegui import ui

from experiments.dashboard.guard import App, Guard, Message, Receive, Send
from experiments.dashboard.house import House
from experiments.dashboard.page import page
from experiments.host.files import Unusable
from experiments.language.messages import say, speaking, spoken

HOST = "127.0.0.1"
TITLE = "policylab"
ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><rect width='8' height='8' rx='1' fill='#1f4e79'/>"
    "<path d='M1 6 3 4 5 5 7 2' stroke='#fff' fill='none'/></svg>"
)
REPORT = {  # of an answer: no script runs in it, and nothing is fetched
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "cache-control": "no-store",
}


def serve(house: House, port: int, announce: Callable[[Callable[[], str]], object]) -> None:
    """Serve the page until the process is asked to stop, in the language that is spoken.

    port: 0 takes a free one; announce: called with a function that returns addresses, each of which opens it once.

    Raises Unusable if the port is taken.
    """
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        app = Guard(in_language(_application(house)), port)
        logging.getLogger("nicegui").setLevel(logging.ERROR)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        announce(app.address)
        uvicorn.Server(config).run(sockets=[listener])


def in_language(app: App) -> App:
    """Return an application that speaks what is spoken now, in every request and in all tasks that it begins."""
    language = spoken()

    async def speaking_it(scope: Message, receive: Receive, send: Send) -> None:
        with speaking(language):
            await app(scope, receive, send)

    return speaking_it


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()  # a browser that comes before the server waits for it
    except (OSError, OverflowError) as problem:
        listener.close()
        why = getattr(problem, "strerror", None) or problem
        raise Unusable(f"port {port} of {HOST} cannot be used: {why}; take another one with --port") from None
    return listener


def _application(house: House) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        house.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)

    @app.get("/answers/{number}")
    def answer(number: int) -> Response:
        content = house.answers.get(number)
        if content is None:
            return Response(f"{say('This answer is not at hand any more.')}\n", 404, media_type="text/plain")
        return Response(content, media_type="text/html", headers=REPORT)

    ui.run_with(
        app,
        root=partial(page, house),
        title=TITLE,
        favicon=ICON,
        language="ja" if spoken() == "ja" else "en-US",
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=10.0,
    )
    return app
