"""Mesa's own page in a browser with the network cut, as the Python reference has it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.browser.chromium import Tab, chromium, installed

pytestmark = [
    pytest.mark.nightly(reason="a server and a browser; the market that they show is looked at without them"),
    pytest.mark.skipif(installed() is None, reason="no Chromium is installed; Debian has it as chromium"),
    pytest.mark.skipif(find_spec("solara") is None, reason="the extra solara is not installed"),
]
PATIENCE = 60.0  # seconds
PRESS = "[...document.querySelectorAll('button')].find(each => each.innerText.trim().toUpperCase() == '{}').click()"
TEXT = "document.body.innerText"


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    """The page of the Python reference, of a small market."""
    [page] = re.findall(r"```py\n(.*?SolaraViz.*?)```", (ROOT / "docs/reference/api.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "page.py").write_text(page.replace('"production"', '"production", scale=0.05, days=30'), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", "page.py", "--host=127.0.0.1", f"--port={port}", "--no-open"]
    there = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    log = (tmp_path / "server.log").open("wb")
    with log, subprocess.Popen([*command, "--production"], cwd=tmp_path, env=there, stdout=log, stderr=log) as server:
        try:
            waits(lambda: _answers(port))
            with chromium(tmp_path / "profile") as browser:
                yield browser.open(f"http://127.0.0.1:{port}/")
        finally:
            server.send_signal(signal.SIGINT)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def waits(done: Callable[[], object]) -> None:
    """Return once it is so. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)


def test_a_market_steps_and_resets_without_requests_to_other_machines(tab: Tab) -> None:
    waits(lambda: "STEP" in tab.evaluate(TEXT).upper())
    waits(lambda: tab.evaluate("document.querySelectorAll('img, svg.figure').length") >= 2)
    for evening in ("1.0", "2.0"):
        tab.evaluate(PRESS.format("STEP"))
        waits(lambda: f"Time: {evening}" in tab.evaluate(TEXT))  # noqa: B023 - asked at once
    tab.evaluate(PRESS.format("RESET"))
    waits(lambda: "Time: 0.0" in tab.evaluate(TEXT))
    assert [each for each in tab.requests if not re.match(r"(http|ws)://127\.0\.0\.1:|data:|blob:", each)] == []
    assert tab.complaints == []
