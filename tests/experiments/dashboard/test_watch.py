"""The tab Watch without a browser: its buttons, its chart, and what it says where something is wrong."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from experiments.dashboard.house import House
from experiments.dashboard.watch import Watch, _options
from experiments.dashboard.watching import Watching
from tests.experiments.dashboard.hand import labelled, press, texts


class Tab:
    """The tab, and what stands on it."""

    def __init__(self, client: Any, folder: Path) -> None:
        (folder / "short.toml").write_text('extends = "production"\ndays = 3\n')
        self.client, self.house = client, House(folder, folder / "runs.sqlite", 1)
        self.watch = Watch(self.house)

    def press(self, text: str) -> None:
        """Click on a button, and wait for what it does."""
        from nicegui import background_tasks, core

        async def pressed() -> None:
            core.loop = asyncio.get_running_loop()
            press(self.client, text)
            while background_tasks.running_tasks:
                await asyncio.sleep(0.01)

        asyncio.run(pressed())

    def shows(self, text: str) -> bool:
        """Does a text stand on the page, in no part that is hidden?"""
        return any(
            text == getattr(each, "text", "") and all(above.visible for above in (each, *each.ancestors()))
            for each in self.client.elements.values()
        )

    def begin(self, scale: float, days: int = 0) -> None:
        """Begin a market of this size, and live some days of it."""
        labelled(self.client, "Size of the market (empty: as the scenario)")[0].value = scale
        labelled(self.client, "Seed")[0].value = 3
        self.press("Begin")
        if days:
            assert self.house.watching is not None
            self.house.watching.live(days)

    @property
    def chart(self) -> Any:
        """What the chart draws."""
        return next(each for each in self.client.elements.values() if "chart" in each.classes).options


@pytest.fixture
def tab(client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tab:
    monkeypatch.chdir(tmp_path)
    return Tab(client, tmp_path)


def test_a_market_is_begun_and_lived_by_one_day_or_ten(tab: Tab) -> None:
    assert not tab.shows("Measure by day")
    assert not tab.shows("One day")
    tab.begin(0.05)
    name = "production + scale=0.05, seed 3"
    assert tab.shows(f"{name}: the morning of the first day, 2020-08-01.")
    tab.press("One day")
    assert tab.shows(f"{name}: day 1, 2020-08-01.")
    tab.press("Ten days")
    assert tab.shows(f"{name}: day 11, 2020-08-11.")
    labelled(tab.client, "Measure by day")[0].value = "workers"
    assert tab.house.watching is not None
    assert tab.chart["title"]["text"] == "workers"
    assert tab.chart["series"][0]["data"] == tab.house.watching.course()["workers"]
    labelled(tab.client, "Measure by day")[0].value = "direct_deal_share"
    assert tab.chart["title"]["text"] == "deals outside, per cent"


def test_a_market_plays_by_days_until_it_is_paused_or_over(tab: Tab) -> None:
    labelled(tab.client, "Scenario")[0].value = "short.toml"
    tab.begin(0.05, 1)
    tab.press("Play")
    assert tab.shows("Pause")
    assert tab.watch._timer.active
    assert tab.watch._timer.interval == 0.4
    asyncio.run(tab.watch._play_on())
    assert tab.shows("short.toml + scale=0.05, seed 3: day 2, 2020-08-02.")
    tab.press("Pause")
    assert (tab.shows("Play"), tab.watch._timer.active) == (True, False)
    tab.press("Play")
    asyncio.run(tab.watch._play_on())
    assert tab.shows("short.toml + scale=0.05, seed 3: day 3, 2020-08-03, the last one.")
    assert (tab.shows("Play"), tab.watch._timer.active) == (True, False)


def test_what_is_wrong_with_a_market_or_a_day_is_said(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Watching, days: int) -> None:
        raise ZeroDivisionError("boom")

    tab.begin(-1)
    assert tab.house.watching is None
    [problem] = [each for each in tab.client.elements.values() if "problem" in each.classes and each.text]
    assert (problem.visible, problem.text.split("\n")[0]) == (True, "scale=-1")
    tab.begin(0.05)
    assert not problem.visible
    with monkeypatch.context() as broken:
        broken.setattr(Watching, "live", crash)
        tab.press("Play")
        tab.press("One day")
    assert (problem.visible, problem.text) == (True, "This day crashed: boom")
    assert tab.shows("Play")
    tab.press("One day")
    assert tab.house.watching is not None
    assert tab.house.watching.evening.day == 1
    labelled(tab.client, "Number of the worker")[0].value = 10**6
    tab.press("Show the events")
    assert any(text.startswith("No worker has the number 1000000") for text in texts(tab.client))
    labelled(tab.client, "Number of the worker")[0].value = None
    labelled(tab.client, "In the last days")[0].value = None
    tab.press("Show the events")
    assert not any(text.startswith("No worker has the number") for text in texts(tab.client))


def test_a_chart_is_a_line_by_day_and_reads_itself_out() -> None:
    values = [None, *map(float, range(39))]
    chart = _options("fee, yen", values)
    read_out = "fee, yen, day by day, the last ones: 29.0, 30.0, 31.0, 32.0, 33.0, 34.0, 35.0, 36.0, 37.0, 38.0."
    assert chart == {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": read_out}},
        "title": {"text": "fee, yen", "textStyle": {"fontSize": 13, "fontWeight": "normal"}},
        "grid": {"left": 64, "right": 16, "top": 40, "bottom": 28},
        "xAxis": {"type": "category", "data": list(range(1, 41)), "name": ""},
        "yAxis": {"type": "value", "scale": True},
        "series": [{"type": "line", "data": values, "showSymbol": False, "color": "#1f4e79"}],
    }
    assert _options("", [1.0] * 39)["series"][0]["showSymbol"]
