"""The page in a browser with the network cut: ask, see the answer, download it, stop, watch a market."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.dashboard.guard import onward
from scenarios import plausible
from tests.browser.chromium import Tab, chromium, installed
from tests.browser.pages import DAYS, LEVERS, PAIRS, SHARE, SIZE, STOPPED, Page, served
from tests.conftest import MODEL
from tests.experiments.commands.hostile import NAME

pytestmark = [
    pytest.mark.nightly(reason="a server and a browser; without one: tests/experiments/dashboard"),
    pytest.mark.skipif(installed() is None, reason="no Chromium is installed; Debian has it as chromium"),
]


@pytest.fixture(autouse=True)
def _worlds_as_a_server_of_its_own_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausible, "MODEL", MODEL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def page(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with served(folder, "--jobs", "2") as address, chromium(tmp_path_factory.mktemp("profile")) as browser:
        tab: Tab = browser.open(address)
        page = Page(tab)
        page.says("Which two platforms?")
        yield page
        assert page.elsewhere == []
        assert tab.complaints == []
        assert {path.name for path in folder.iterdir()} <= {".policylab"}


def test_a_changed_lever_gives_the_answer_and_report_of_the_command(
    page: Page, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.press(LEVERS)
    page.fill(SHARE, "1.5")
    page.says("must be at most 1")
    page.fill(SHARE, "0.5")
    for label, value in ((SIZE, "0.05"), (DAYS, "6"), (PAIRS, "2")):
        page.fill(label, value)
    page.choose("Bad actors", "first day")
    page.says("--seeds 2 --rings frozen")
    rest = "--days 6 --seeds 2 --rings frozen"
    assert page.command == f"policylab compare production calling_open -S scale=0.05 --change {SHARE}=0.5 {rest}"
    page.press("Run")
    page.says("Download the report")
    file = page.tab.download("document.querySelector('a[download]')", tmp_path)

    monkeypatch.chdir(folder)
    words = page.command.split()[2:]
    again = ["report", *words, "--engine", "serial", "--store", ".policylab/runs.sqlite", "-o", str(tmp_path / "again")]
    assert CliRunner().invoke(app, again).exit_code == 0
    assert file.read_bytes() == (tmp_path / "again").read_bytes()
    compared = CliRunner().invoke(app, ["compare", *words, "--engine", "serial", "--store", ".policylab/runs.sqlite"])
    page.says(" ".join(compared.stdout.split("\n")[1].split()))


def test_a_market_is_watched_for_ten_days(page: Page) -> None:
    page.press("Watch")
    page.press("Begin")
    page.says("the morning of the first day, 2020-08-01")
    page.press("Ten days")
    page.says("day 10, 2020-08-10")
    page.press("One day")
    page.says("day 11, 2020-08-11")
    page.press("Play")
    page.says("day 13, 2020-08-13")
    page.press("Pause")
    page.press("Show the events")
    page.says("looked at the list")
    assert page.count(".grid tbody tr") > 40
    assert page.count(".chart canvas, .chart svg") == 1


LONG = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>" + "long " * 40
FILES = {
    "script.toml": f'title = "{LONG}"',
    "signs.toml": 'title = "one\\ntwo \\u202Egpj.exe \\u200F &amp; {{7*7}} ${{7*7}}"',
    f"{NAME}.toml".replace("/", "-"): "",
    "<b onclick=alert(1)>.toml": "",
}


def test_hostile_titles_do_nothing_and_the_page_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    for name, title in FILES.items():
        (folder / name).write_text(f'{title}\nextends = "production"\n', "utf-8")
    (folder / "broken.toml").write_text('extends = "production"\n[world]\nworkers = "<script>harm()</script>"\n')
    with served(folder) as address, chromium(tmp_path / "profile") as browser:
        page = Page(browser.open(address))
        for source in ("script.toml", "signs.toml", "\\x1b]0;t", "<b onclick", "broken.toml"):
            page.choose("Candidate", source)
        page.says("broken.toml:3: [world] workers")
        page.says("needs a whole number")
        page.choose("Candidate", "script.toml")
        for label, value in ((SIZE, "0.05"), (DAYS, "3"), (PAIRS, "2")):
            page.fill(label, value)
        page.press(LEVERS)
        page.choose("platform.communication.call", "before_contract")
        page.says("--change platform.communication.call=before_contract")
        page.press("Run")
        page.says("Download the report")
        page.press("Before")
        page.says("runs are stored")
        page.press("Open")
        page.says("Download the report")
        page.press("Watch")
        page.choose("Scenario", "signs.toml")
        page.press("Begin")
        page.says("the morning of the first day")
        assert page.tab.evaluate("window.harmed === undefined")
        assert page.elsewhere == []
        assert page.tab.complaints == []


def test_the_page_fits_a_phone_works_by_keyboard_and_survives_a_reload(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with served(folder) as address, chromium(tmp_path / "profile") as browser:
        page = Page(browser.open(address, 390, 844))
        page.press(LEVERS)
        page.fill("platform.communication.monitored_share", "0.25")
        page.says("monitored_share=0.25 --days")
        for label, value in ((SIZE, "0.05"), (DAYS, "4"), (PAIRS, "2")):
            page.fill(label, value)
        page.says("--seeds 2")
        page.tab.evaluate("window.before = true")
        page.tab.ask("Page.reload")
        page.tab.wait("!window.before && document.readyState === 'complete'")
        page.says("--change platform.communication.monitored_share=0.25 --days 4 --seeds 2")
        for _ in range(80):
            if page.tab.evaluate("/Run$/.test(document.activeElement.innerText)"):
                break
            page.tab.press("Tab", 9)
        page.tab.press("Enter", 13)
        page.says("Download the report")
        for name in ("Ask", "Watch", "Before"):
            page.press(name)
            page.tab.wait("document.documentElement.scrollWidth <= 390")
        assert page.tab.complaints == []


OVERFLOW = "document.documentElement.scrollWidth > innerWidth"
CUT = (
    "[...document.querySelectorAll('h2, .paragraph, button')].filter(e => e.getBoundingClientRect().right > innerWidth)"
)


def test_the_japanese_page_is_complete_fits_and_matches_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, files = tmp_path / "work", tmp_path / "files"
    folder.mkdir()
    files.mkdir()
    with served(folder, "--lang", "ja") as address, chromium(tmp_path / "profile") as browser:
        (tmp_path / "onward.html").write_text(onward(address))
        page = Page(browser.open((tmp_path / "onward.html").as_uri()))
        for label, value in (("市場の規模（空欄：既定）", "0.05"), ("日数（空欄：既定）", "6"), ("組数", "2")):
            page.fill(label, value)
        page.choose("悪質業者", "導入直後")
        page.says("--rings frozen --lang ja")
        page.press("実行")
        page.says("レポートをダウンロード")
        file = page.tab.download("document.querySelector('a[download]')", files)
        monkeypatch.chdir(folder)
        words = ["report", *page.command.split()[2:], "--engine", "serial", "-o", str(files / "again")]
        assert CliRunner().invoke(app, [*words, "--store", ".policylab/runs.sqlite"]).exit_code == 0
        assert file.read_bytes() == (files / "again").read_bytes()
        assert "この変更で、" in file.read_text("utf-8")
        page.press("観察")
        page.press("開始")
        page.says("初日の朝、2020-08-01。")
        page.press("10日進める")
        page.says("10日目、2020-08-10。")
        page.says("サイトを見に来るワーカー")
        page.press("再生")
        page.says("12日目、2020-08-12。")
        page.press("一時停止")
        for size in ((1280, 800), (390, 844)):
            page.tab.resize(*size)
            for name, text in (
                ("比較", "どの2つを比べるか"),
                ("観察", "運営の業務"),
                ("履歴", "回の試行をすべて保存済み。"),
            ):
                page.press(name)
                page.says(text)
                page.tab.wait(f"!({OVERFLOW})")
                assert page.tab.evaluate(f"{CUT}.map(e => e.innerText)") == []
        assert page.elsewhere == []
        assert page.tab.complaints == []


def test_a_stopped_question_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with served(folder, "--jobs", "2") as address, chromium(tmp_path / "profile") as browser:
        page = Page(browser.open(address))
        for label, value in ((SIZE, "0.1"), (DAYS, "40"), (PAIRS, "16")):
            page.fill(label, value)
        page.says("--days 40 --seeds 16")
        page.press("Run")
        page.tab.wait("/([1-9]|1.) of 64 runs are done/.test(document.body.innerText)", 120)
        page.press("Stop")
        page.says(STOPPED, 3)
        stored = int(page.tab.evaluate("document.body.innerText.match(/Stopped: (\\d+) of 64/)[1]"))
        assert 0 < stored < 64
        page.press("Run")
        page.tab.wait(f"(document.body.innerText.match(/(\\d+) of 64 runs are done/) || [0, 0])[1] >= {stored}", 5)
        page.says("Download the report", 180)
