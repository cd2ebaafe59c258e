"""The state of the page: reports that are kept, titles that are cut, and the server that hands them out."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import experiments.dashboard.house
from experiments.api.questions import Named, Question
from experiments.dashboard import server
from experiments.dashboard.asking import Asking
from experiments.dashboard.form import Form
from experiments.dashboard.guard import Guard
from experiments.dashboard.house import House
from experiments.host.files import Unusable
from experiments.language.messages import speaking
from experiments.store.questions import put
from experiments.store.store import Store


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, tmp_path / "runs.sqlite", 3)


def test_the_latest_twenty_reports_are_kept_as_they_were(house: House) -> None:
    house.keep_report()
    house.asking = Asking(Form().question(), store=house.store, jobs=1)
    house.keep_report()
    assert house.answers == {}
    for house.number in range(1, 22):
        house.asking.page = f"{house.number}".encode()
        house.keep_report()
    house.asking.page = b"anew"
    house.keep_report()
    assert [*house.answers] == list(range(2, 22))
    assert house.answers[21] == b"21"


def test_a_question_runs_with_the_jobs_and_the_store_of_the_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(Asking, "begin", lambda asking, sides: begun.append((asking._jobs, asking._store, len(sides))))
    assert house.ask(Form().question()) is house.asking
    assert (begun, house.number) == ([(3, house.store, 2)], 1)


def test_a_long_title_is_cut_at_a_hundred_letters(house: House) -> None:
    for name, more in (("fits", 0), ("long", 1)):
        title = "x" * (100 - len("fits.toml: ") + more)
        (house.folder / f"{name}.toml").write_text(f'extends = "production"\ntitle = "{title}"\n')
    labels = house.offers()
    assert labels["fits.toml"] == "fits.toml: " + "x" * 89
    assert labels["long.toml"] == "long.toml: " + "x" * 88 + "…"


def test_the_latest_thirty_questions_of_a_store_are_listed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [Question(Named("production", (f"days={days}",)), Named("nowhere")) for days in range(1, 32)]
    monkeypatch.setattr(experiments.dashboard.house, "answered", lambda _: [(each, 5.0) for each in questions])
    with Store(house.store) as store:
        put(store, questions[0].text())
    listed = house.earlier()
    assert [each.question for each in listed] == questions[:30]
    assert {(each.title, each.at, each.lacks, each.runs) for each in listed} == {("production → nowhere", 5.0, 0, 0)}


def test_the_server_hands_out_reports_and_ends_what_runs(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Any] = []
    monkeypatch.setattr("nicegui.ui.run_with", lambda app, **how: pages.append(how))
    with speaking("ja"):
        app = server._application(house)
    server._application(house)
    assert [(each["title"], each["language"], each["favicon"]) for each in pages] == [
        ("policylab", "ja", server.ICON), ("policylab", "en-US", server.ICON)
    ]  # fmt: skip
    routes: list[Any] = list(app.routes)
    [answer] = [each.endpoint for each in routes if getattr(each, "path", "") == "/answers/{number}"]
    house.answers[1] = b"<p>"
    assert (answer(1).status_code, answer(1).body, answer(1).media_type) == (200, b"<p>", "text/html")
    assert answer(1).headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert (answer(2).status_code, answer(2).body) == (404, b"This answer is not at hand any more.\n")
    assert (app.docs_url, app.redoc_url, app.openapi_url) == (None, None, None)

    async def lived() -> None:
        async with app.router.lifespan_context(app):
            assert house.asking is not None
            assert not house.asking._enough.is_set()

    monkeypatch.setattr(Asking, "wait", lambda *_: None)
    house.asking = Asking(Form().question(), store=house.store, jobs=1)
    asyncio.run(lived())
    assert house.asking._enough.is_set()


def test_the_page_is_served_behind_its_guard_at_the_port_it_announces(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Any] = []

    def run(self: uvicorn.Server, sockets: list[socket.socket]) -> None:
        [listener] = sockets
        with socket.create_connection(listener.getsockname()):
            served.extend((self.config, listener.getsockname()))
        with pytest.raises(Unusable, match=rf"^port {listener.getsockname()[1]} of 127.0.0.1 cannot be used: Address"):
            server._listening(listener.getsockname()[1])

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(server, "_application", lambda house: None)
    addresses: list[str] = []
    server.serve(house, 0, lambda address: addresses.append(address()))
    config, (host, port) = served
    assert addresses[0].startswith(f"http://127.0.0.1:{port}/?token=")
    assert (host, type(config.app), config.log_level, config.access_log) == ("127.0.0.1", Guard, "error", False)
    with pytest.raises(Unusable, match=r"port 70000 of 127.0.0.1 cannot be used: .*; take another one with --port"):
        server._listening(70_000)
