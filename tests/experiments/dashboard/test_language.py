"""The page in Japanese: every text that stands on it, and every thread that it begins."""

import asyncio
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.api.questions import Named, Question
from experiments.dashboard.asking import Asking
from experiments.dashboard.before import Before
from experiments.dashboard.controls import controls, sections
from experiments.dashboard.guard import Message
from experiments.dashboard.house import Busy, Earlier, House
from experiments.dashboard.server import in_language
from experiments.dashboard.watching import COUNTS, Watching
from experiments.host.stopping import Stopped
from experiments.language.messages import speaking, spoken, spoken_on
from experiments.measures.metrics import BY_NAME
from scenarios import BadInput
from tests.experiments.dashboard.hand import texts
from tests.experiments.language.hand import ROOT, english

QUESTION = Question(Named("production", ("days=2",)), Named("calling_open", ("days=2",)), seeds=2)
SMALL = pl.load("production", "scale=0.05", days=5)
ROOM = ROOT / "dashboard"
SIGNS = {"play_arrow", "skip_next", "fast_forward", "close", "stop"}  # names of icons


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The page's state in Japanese."""
    with speaking("ja"):
        yield House(tmp_path, tmp_path / "runs.sqlite", 1)


def of_data(house: House) -> set[str]:
    """Texts that are English in every language: titles of scenarios, and what is known of levers and numbers."""
    scenario = pl.load(house.form.candidate)
    known = {text[:120] for text in sections(scenario).values()}
    for each in controls(scenario, "communication"):
        known |= {each.name.replace("_", " "), each.unit, each.about, f"{each.unit}: {each.about}", *each.choices}
    return {*known, *house.offers().values(), *SIGNS}


def test_every_text_of_the_page_is_japanese(house: House, client: Any) -> None:
    from experiments.dashboard.page import page

    house.watching = Watching(SMALL, 0)
    house.watching.live(3)
    page(house)
    lines = texts(client)
    assert {"比較", "観察", "履歴", "実行", "停止", "10日進める", "手口", "運営の業務"} <= lines
    rest = {text for text in lines - of_data(house) if not text.startswith("policylab compare ")}
    assert [text for text in rest if english(text, "standard", "true", "false")] == []


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [
        (0, 0, "開始しています。"),
        (3, 8, "8回中3回の試行が終わりました。"),
        (8, 8, "8回の試行がすべて終わりました。レポートを作成しています。"),
    ],
)
def test_progress_and_an_answer_are_japanese(house: House, client: Any, done: int, total: int, text: str) -> None:
    from experiments.dashboard.answer import AnswerView

    house.asking = asking = Asking(QUESTION, store=house.store, jobs=1)
    asking.done, asking.total = done, total
    view = AnswerView(house)
    view.show()
    assert text in texts(client)
    asking.state, asking.page, asking.title = "answered", b"<p>", "production → calling_open"
    view.show()
    assert {"レポートをダウンロード", "コマンドの出力", "レポート"} <= texts(client)
    assert [each for each in texts(client) - SIGNS if english(each, "production", "calling_open")] == []


def test_earlier_questions_are_listed_in_japanese(house: House, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def earlier(_: House) -> list[Earlier]:
        return [Earlier(QUESTION, spoken(), 0.0, *how) for how in ((0, 8), (3, 8), (0, 0, "x"))]

    monkeypatch.setattr(House, "earlier", earlier)
    asyncio.run(Before(house, lambda _: None).refresh())
    lines = texts(client)
    assert {"8回の試行をすべて保存済み。", "再実行できません：x", "表示", "入力欄に反映", "ja"} <= lines
    assert [each for each in lines if not each.startswith("policylab ") and english(each, "ja")] == []
    monkeypatch.setattr(House, "earlier", lambda _: [])
    asyncio.run(Before(house, lambda _: None).refresh())
    assert any(each.startswith("保存済みの比較はまだありません。") for each in texts(client))


def test_a_question_speaks_the_language_in_which_it_was_made(house: House) -> None:
    def compare(*_: Any, **__: Any) -> Any:
        raise BadInput([spoken()])

    asking = Asking(QUESTION, store=house.store, jobs=1, compare=compare)
    with speaking("en"):
        asking.begin(QUESTION.load())
        asking.wait(30)
    assert asking.message == ["ja"]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Stopped(signal.SIGINT, "interrupted"), "停止しました。0回中0回の試行は保存済みです。"),
        (ZeroDivisionError(), "policylab が異常終了したため、結果は分かりません。"),
    ],
)
def test_a_question_that_ends_without_an_answer_says_so_in_japanese(
    house: House, problem: BaseException, text: str
) -> None:
    def compare(*_: Any, **__: Any) -> Any:
        raise problem

    asking = Asking(QUESTION, store=house.store, jobs=1, compare=compare)
    asking.begin(QUESTION.load())
    asking.wait(30)
    assert asking.message[0].startswith(text)


def test_refusals_of_the_page_are_japanese(house: House) -> None:
    house.asking = Asking(QUESTION, store=house.store, jobs=1)
    with pytest.raises(Busy, match="同時に実行できる比較は1つです"):
        house.ask(QUESTION)
    with pytest.raises(BadInput, match="作業フォルダーの外"):
        house.load_both(Question(QUESTION.baseline, QUESTION.candidate, worlds="../mine.npz"))
    house.watching = Watching(SMALL, 0)
    with pytest.raises(LookupError, match="100000番のワーカーはいません。番号は 0〜"):
        house.watching.moments(100_000, 5)


def test_the_command_asks_for_the_language_and_for_the_store(house: House) -> None:
    words = f"policylab compare production calling_open --days 2 --seeds 2 --store {house.store}"
    assert house.command(QUESTION) == f"{words} --lang ja"
    with speaking("en"):
        assert house.command(QUESTION) == words


def test_a_function_for_another_thread_takes_its_language_along() -> None:
    with speaking("ja"):
        function = spoken_on(spoken)
    assert (function(), spoken()) == ("ja", "en")


def test_a_request_and_its_tasks_use_the_language_of_the_page() -> None:
    heard: list[str] = []

    async def later() -> None:
        heard.append(spoken())

    async def app(*_: Any) -> None:
        heard.append(spoken())
        await asyncio.create_task(later())

    async def nothing(message: Message | None = None) -> Any:
        raise AssertionError(message)

    with speaking("ja"):
        page = in_language(app)
    asyncio.run(page({}, nothing, nothing))  # type: ignore[arg-type]
    assert heard == ["ja", "ja"]


def test_every_count_of_a_market_has_a_name_in_the_catalogue() -> None:
    assert [name for name in Watching(SMALL, 0).course() if name not in BY_NAME] == list(COUNTS)


def test_all_that_another_thread_runs_speaks_the_language() -> None:
    handed = [
        text for path in ROOM.glob("*.py") for text in re.findall(r"(?:io_bound\(|target=)(\w+)", path.read_text())
    ]
    assert handed == ["spoken_on"] * 4
