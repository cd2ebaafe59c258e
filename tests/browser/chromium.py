"""Chromium driven over a pipe by its DevTools protocol: pages that are opened, what they ask for and complain of."""

import base64
import fcntl
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACED = (  # the pipes as 3 and 4, by a program of its own: a fork of this one closes fonts of Matplotlib
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)
BLANK = "about:blank"
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30.0  # seconds
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-debugging-pipe",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # the network is cut
)  # fmt: skip
MIDDLE = """(() => {{
    const each = {};
    if (!each || each.disabled) return null;
    each.scrollIntoView({{block: "center"}});
    const box = each.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const there = document.elementFromPoint(x, y);
    return there && (each.contains(there) || there.contains(each)) ? [x, y] : null;
}})()"""


def installed() -> str | None:
    """The program, or None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Tab:
    """A page in Chromium.

    requests    addresses that it asked for, but for its own
    complaints  messages on its console that are warnings or errors, and exceptions
    """

    def __init__(self, browser: "Chromium", session: str) -> None:
        self._browser, self._session = browser, session
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def ask(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Send a command of the protocol, and return its answer."""
        return self._browser.ask(method, self._session, **arguments)

    def heard(self, event: dict[str, Any]) -> None:
        """Note what an event says."""
        params = event.get("params", {})
        if event["method"] == "Network.requestWillBeSent" and params["type"] != "Document":
            self.requests.append(params["request"]["url"])
        if event["method"] == "Network.webSocketCreated":
            self.requests.append(params["url"])
        if event["method"] == "Runtime.consoleAPICalled" and params["type"] in ("warning", "error"):
            self.complaints.append(str(params["args"]))
        if event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("warning", "error"):
            self.complaints.append(params["entry"]["text"])
        if event["method"] == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)["result"].get(
            "value"
        )

    def wait(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression in the page is true, and return its value."""
        end = time.monotonic() + seconds
        while not (value := self.evaluate(script)):
            if time.monotonic() > end:
                raise TimeoutError(f"{script}\nin a page that says:\n{self.evaluate('document.body.innerText')}")
            time.sleep(0.05)
        return value

    def click(self, element: str) -> None:
        """Click with the mouse in the middle of an element, an expression in the page, once it is there and stands."""
        place = None
        while place != (place := self.wait(MIDDLE.format(element))):
            time.sleep(0.05)
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def write(self, element: str, text: str) -> None:
        """Write a text into a field, an expression in the page, in place of what stands there."""
        chosen = f"document.activeElement === {element} && ({element}.select(), true)"
        end = time.monotonic() + PATIENCE
        while not self.evaluate(chosen):  # what opens moves while it is clicked at
            if time.monotonic() > end:
                raise TimeoutError(element)
            self.click(element)
        self.ask("Input.insertText", text=text)

    def download(self, element: str, folder: Path) -> Path:
        """Click on a link that downloads, and return the file that comes into this folder."""
        before = set(folder.iterdir())
        self._browser.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self.click(element)
        end = time.monotonic() + PATIENCE
        while not (new := [path for path in set(folder.iterdir()) - before if path.suffix != ".crdownload"]):
            if time.monotonic() > end:
                raise TimeoutError(element)
            time.sleep(0.05)
        return new[0]

    def press(self, key: str, code: int) -> None:
        """Press a key by its name and number."""
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def resize(self, width: int, height: int) -> None:
        """Give the page another size."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def screenshot(self, whole: bool = False) -> bytes:
        """Return what is seen, or the whole page, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])

    def settled(self) -> bytes:
        """Return what is seen once nothing moves: two pictures half a second apart are the same."""
        seen, end = b"", time.monotonic() + PATIENCE
        while seen != (seen := self.screenshot()):
            if time.monotonic() > end:
                raise TimeoutError("the page moves on and on")
            time.sleep(0.5)
        return seen

    def pdf(self) -> bytes:
        """Return the page as it prints on A4."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])


class Chromium:
    """The program, and the pipe to it."""

    def __init__(self, program: str, home: Path) -> None:
        (inward, self._write), (self._read, outward) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (inward, outward)]  # out of the way of 3 and 4
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", PLACED, *map(str, ends), program, *FLAGS, f"--user-data-dir={home}", BLANK],
            pass_fds=ends, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (inward, outward, *ends):
            os.close(end)
        self._numbers, self._rest, self._tabs = itertools.count(1), b"", dict[str, Tab]()

    def open(self, address: str, width: int = 1280, height: int = 800) -> Tab:
        """Open a page, and wait until it has loaded."""
        target = self.ask("Target.createTarget", url=BLANK)["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = self._tabs[session] = Tab(self, session)
        for domain in ("Network", "Page", "Runtime", "Log"):
            tab.ask(f"{domain}.enable")
        tab.resize(width, height)
        tab.ask("Page.navigate", url=address)
        end = time.monotonic() + PATIENCE
        while tab.evaluate("document.readyState") != "complete":
            if time.monotonic() > end:
                raise TimeoutError(address)
            time.sleep(0.05)
        return tab

    def ask(self, method: str, session: str | None = None, **arguments: Any) -> dict[str, Any]:
        """Send a command of the protocol, and return its answer; events that come before it are noted."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": arguments}
        os.write(self._write, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        for each in self._messages():
            if each.get("id") == number:
                if "error" in each:
                    raise RuntimeError(f"{method}: {each['error']}")
                answer: dict[str, Any] = each["result"]
                return answer
            if "method" in each and each.get("sessionId") in self._tabs:
                self._tabs[each["sessionId"]].heard(each)
        raise TimeoutError(method)

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._read)
        os.close(self._write)

    def _messages(self) -> Iterator[dict[str, Any]]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if b"\0" in self._rest:
                first, _, self._rest = self._rest.partition(b"\0")
                yield json.loads(first)
            elif select.select([self._read], [], [], 0.1)[0]:
                self._rest += os.read(self._read, 1 << 20)


@contextmanager
def chromium(home: Path) -> Iterator[Chromium]:
    """Chromium, with its files in this folder. Raises LookupError where there is none."""
    program = installed()
    if program is None:
        raise LookupError(f"none of {', '.join(NAMES)} is installed: Debian has it as chromium")
    browser = Chromium(program, home)
    try:
        yield browser
    finally:
        browser.close()
