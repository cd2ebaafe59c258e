"""The command that opens the page: its extra, its port, its end. The page itself: tests/browser."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from tests.architecture.house import ROOT

COMMAND = [sys.executable, "-m", "experiments", "dashboard", "--no-browser"]
HERE = {**os.environ, "PYTHONPATH": str(ROOT), "POLICYLAB_STORE": ".policylab/runs.sqlite"}
HERE.pop("PYTHONUNBUFFERED", None)  # whoever reads the address from a pipe has not set it


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Open the page for a folder. Supplies its process, and the first line that it prints, within half a minute."""
    with subprocess.Popen(
        [*COMMAND, *options], cwd=folder, env=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert select([process.stdout], [], [], 30)[0], "no address is printed"
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_without_the_extra_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nicegui", None)  # as if it were not installed
    result = CliRunner().invoke(app, ["dashboard"])
    assert result.exit_code == 2
    message = "`pip install -c constraints.txt -e '.[dashboard]'` in the clone of policylab installs it"
    assert result.stderr == f"the page needs NiceGUI: {message}\n"
    assert result.stdout == ""


def test_a_port_that_is_taken_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "--port", f"{port}"], cwd=tmp_path, env=HERE, capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"port {port} of 127.0.0.1 cannot be used: Address already in use; take another one")


@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_prints_its_address_listens_here_alone_and_ends_quietly(
    by: signal.Signals, code: int, tmp_path: Path
) -> None:
    with served(tmp_path) as (process, address):
        assert process.stderr is not None
        port = int(address.removeprefix("http://127.0.0.1:").partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as here:
            here.sendall(b"GET / HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n")
            assert here.recv(100).startswith(b"HTTP/1.1 403")
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", port))
        process.send_signal(by)
        assert process.wait(20) == code
        assert process.stderr.read() == ""
    assert [path.name for path in tmp_path.iterdir()] == [".policylab"]


def test_the_arguments_of_the_browser_have_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, (ends, begins) = tmp_path / "browser", os.pipe()
    program.write_text(f"#!/bin/sh\necho $* >/proc/{os.getpid()}/fd/{begins}\n")
    program.chmod(0o700)
    monkeypatch.setitem(HERE, "BROWSER", f"{program} %s")
    monkeypatch.setattr(f"{__name__}.COMMAND", COMMAND[:-1])
    with served(tmp_path) as (process, address), open(ends) as words:
        file = Path(words.readline().strip().removeprefix("file://"))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        onward = re.search(r'url=(.+)"', file.read_text())
        assert onward is not None
        browser = build_opener(HTTPCookieProcessor())
        for place in (onward[1], address.partition("?")[0]):
            browser.open(place).close()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    os.close(begins)
    assert not file.exists()


def test_the_page_needs_the_token_and_speaks_the_language_of_the_command(tmp_path: Path) -> None:
    with served(tmp_path, "--lang", "ja") as (process, address):
        assert process.stdout is not None
        assert process.stdout.readline().startswith("policylab のページです。")
        place, _, token = address.partition("?token=")
        assert len(token) >= 32
        for other in ("", f"?token={token[:-1]}", "_nicegui/", "answers/9"):
            with pytest.raises(HTTPError, match="403"):
                urlopen(place + other)
        browser = build_opener(HTTPCookieProcessor())
        browser.open(address).close()
        with browser.open(place) as answer:
            page = answer.read().decode()
        with pytest.raises(HTTPError, match="404") as refused:
            browser.open(f"{place}answers/9")
        message = refused.value.read().decode()
    assert '<html lang="ja">' in page
    assert "どの2つを比べるか" in page
    assert "Which two platforms?" not in page
    assert message == "この結果はもう表示できません。\n"
