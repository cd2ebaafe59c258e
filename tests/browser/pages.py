"""The page of `policylab dashboard` as a user meets it: served by the command, driven in a browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.house import ROOT
from tests.browser.chromium import Tab

SHARE = "platform.communication.monitored_share"
LEVERS, STOPPED = "Levers of the platform, numbers of the world", "Stopped:"
PAIRS, SIZE, DAYS = "Pairs of runs", "Size of the market (empty: as the scenario)", "Days (empty: as the scenario)"


@dataclass(frozen=True, slots=True)
class Page:
    """The page in a browser. An element is named by what is written on it, a field by its label."""

    tab: Tab

    def press(self, text: str) -> None:
        """Click on the button, tab or heading with this text."""
        self.tab.click(button(text))

    def fill(self, label: str, text: str) -> None:
        """Write into a field in place of what stands there."""
        self.tab.write(field(label), text)

    def says(self, text: str, seconds: float = 60.0) -> None:
        """Wait until the page says this where it is seen."""
        self.tab.wait(f"document.body.innerText.includes({text!r})", seconds)

    def count(self, selector: str) -> int:
        """Return the number of elements that are seen."""
        return int(
            self.tab.evaluate(f"[...document.querySelectorAll({selector!r})].filter(each => each.offsetParent).length")
        )

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list."""
        there = f"[...document.querySelectorAll('.q-menu .q-item')].find(each => each.innerText.includes({option!r}))"
        for _ in range(10):
            self.tab.click(field(label))
            with suppress(TimeoutError):  # what opens moves while it is clicked at
                self.tab.wait(f"!!{there}", 3)
                break
        self.tab.click(there)

    @property
    def command(self) -> str:
        """The command that asks the same."""
        return str(self.tab.evaluate("document.querySelector('.command').innerText"))

    @property
    def elsewhere(self) -> list[str]:
        """Requests beyond this machine."""
        return [
            each for each in self.tab.requests if not each.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:"))
        ]


def button(text: str) -> str:
    """The expression for a button, tab or heading that is seen."""
    kinds = "button, .q-tab, .q-expansion-item .q-item"
    return (
        f"[...document.querySelectorAll({kinds!r})].find(each => each.offsetParent"
        f" && each.innerText.includes({text!r}))"
    )


def field(label: str) -> str:
    """The expression for a field that is seen."""
    return (
        "[...document.querySelectorAll('input')].find(each => each.offsetParent"
        f" && each.getAttribute('aria-label') === {label!r})"
    )


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """Serve the page for a working folder. Supplies its address."""
    clean = {name: value for name, value in os.environ.items() if name not in ("POLICYLAB_STORE", "PYTHONUNBUFFERED")}
    with subprocess.Popen(
        [sys.executable, "-m", "experiments", "dashboard", "--no-browser", *options],
        cwd=folder, env={**clean, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
