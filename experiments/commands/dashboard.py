"""The command that opens the page."""

import atexit
import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from experiments.api.kinds import Whole
from experiments.api.option import Option
from experiments.api.options import Jobs
from experiments.commands.exits import print_lines, refuse, refusing
from experiments.commands.options import Kept
from experiments.host.extras import installs
from experiments.language.messages import say

EXTRA = f"the page needs NiceGUI: {installs('dashboard')}"


def dashboard(
    port: Annotated[int, Option(0, "Port of this machine's loopback address; 0 takes a free one.", Whole(0, 65_535))],
    no_browser: Annotated[bool, Option(False, "Print the address, and open no browser.")],
    store: Kept,
    processes: Jobs,
) -> None:
    """Open a page in the browser: ask questions, watch a market.

    The page answers this machine alone, at an address that is printed and opens it in one browser. It reads scenarios
    of the working folder and writes nothing but the store. Ctrl-C ends it, and a question that is running: what is
    done is stored. Exit codes: 0 ended by Ctrl-C, 2 bad input.
    """
    try:
        import nicegui  # noqa: F401 - is it there?
    except ModuleNotFoundError:
        refuse(EXTRA)
    from experiments.dashboard.house import House
    from experiments.dashboard.server import serve
    from experiments.store.store import Store

    def announce(address: Callable[[], str]) -> None:
        print_lines(address(), say("This is the page of policylab, for this machine alone. Ctrl-C ends it."))
        sys.stdout.flush()  # a pipe would keep the address until the page ends
        if not no_browser:
            Thread(target=_browse, args=(address(),), daemon=True).start()

    with refusing():
        Store(store).close()  # a file that is no store is refused before the page opens
        try:
            serve(House(Path.cwd(), store, processes["jobs"]), port, announce)
        except KeyboardInterrupt:
            raise typer.Exit from None


def _browse(address: str) -> None:
    """Open an address by a file that nobody else can read: everybody can read the arguments of a browser."""
    from experiments.dashboard.guard import onward

    handle, name = tempfile.mkstemp(prefix="policylab-", suffix=".html")
    atexit.register(Path(name).unlink, missing_ok=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(onward(address))
    webbrowser.open(Path(name).as_uri())
