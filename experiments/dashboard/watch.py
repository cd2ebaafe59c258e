"""The tab Watch: a market lived day by day."""

import math
from typing import Any

from nicegui import run, ui

from experiments.api.questions import Named
from experiments.dashboard import parts
from experiments.dashboard.house import House
from experiments.dashboard.watching import Evening, Watching, measure_label, measure_unit
from experiments.language.messages import in_a_row, message, say, spoken_on
from experiments.printing.numbers import shown
from policies.printable import printable
from scenarios import BadInput

EVERY = 0.4  # seconds between two days while it plays
SCALE = 0.5  # of the market: a day takes a tenth of a second
FIRST = "exposed_per_10k"
READ_OUT = 10  # days of the chart
EVENTS = message("Events of one worker")
TABLES = {  # heading, and heads of columns, by the field of an evening
    "measures": (
        message("Measures and counts"),
        (message("measure"), message("value"), message("unit"), message("of")),
    ),
    "people": (message("Who is where"), (message("people"), message("number"))),
    "desks": (
        message("Desks"),
        (message("desk"), message("cases that wait"), message("hours of work on this day")),
    ),
    "rings": (
        message("Rings in business"),
        (
            message("ring"), message("open accounts"), message("accounts opened"), message("channel"),
            message("tactic"), message("books, yen"),
        ),
    ),
    "jobs": (
        message("On show: the latest postings"),
        (
            message("name"), message("format"), message("fee, yen"), message("seats taken"), message("seen"),
            message("applications"), message("in truth"),
        ),
    ),
}  # fmt: skip


class Watch:
    """A market, with what is seen of it on an evening."""

    def __init__(self, house: House) -> None:
        self._house, self._busy = house, False
        self._build_choice()
        self._problem = parts.lines((), "problem").props("role=alert")
        self._problem.visible = False
        self._body = ui.element("div")
        with self._body:
            self._build_body()
        self._timer = ui.timer(EVERY, self._play_on, active=False)
        self._show()

    def _build_choice(self) -> None:
        parts.heading(say("Which market?"))
        with ui.element("div").classes("fields"):
            self._scenario = (
                ui.select(self._house.offers(), value="production", label=say("Scenario"), with_input=True)
                .props("outlined dense")
                .classes("wide")
            )
            self._seed = ui.number(say("Seed"), value=0).props("outlined dense")
            size = say("Size of the market (empty: as the scenario)")
            self._scale = ui.number(size, value=SCALE).props("outlined dense")
        with ui.element("div").classes("buttons"):
            ui.button(say("Begin"), on_click=self._begin).props("no-caps")

    def _build_body(self) -> None:
        self._day = parts.paragraph("", "answer").props("role=status")
        with ui.element("div").classes("buttons"):
            self._play = ui.button(say("Play"), icon="play_arrow", on_click=self._toggle).props("no-caps")
            ui.button(say("One day"), icon="skip_next", on_click=lambda: self._live(1)).props("no-caps outline")
            ui.button(say("Ten days"), icon="fast_forward", on_click=lambda: self._live(10)).props("no-caps outline")
        self._measure = ui.select({}, label=say("Measure by day"), on_change=self._show_chart).props("outlined dense")
        self._chart = ui.echart(_options("", [])).classes("chart")
        self._fill = {}
        with ui.element("div").classes("pair"):
            for field, (title, heads) in TABLES.items():
                with ui.element("div"):
                    parts.heading(say(title))
                    self._fill[field] = parts.table([say(head) for head in heads], say(title))
        self._build_worker()

    def _build_worker(self) -> None:
        parts.heading(say(EVENTS))
        with ui.element("div").classes("fields"):
            self._worker = ui.number(say("Number of the worker"), value=0).props("outlined dense")
            self._days = ui.number(say("In the last days"), value=30).props("outlined dense")
        with ui.element("div").classes("buttons"):
            ui.button(say("Show the events"), on_click=self._show_worker).props("no-caps outline")
        self._worker_problem = parts.paragraph("", "problem").props("role=alert")
        heads = say("when"), say("event"), say("seen by the platform")
        self._fill_events = parts.table(heads, say(EVENTS))

    async def _begin(self) -> None:
        self._pause()
        scale = self._scale.value
        seed = round(self._seed.value or 0)
        try:
            scenario = self._house.load(
                Named(str(self._scenario.value), () if scale is None else (f"scale={scale:g}",))
            )
            self._house.watching = await run.io_bound(spoken_on(Watching), scenario, seed)
        except BadInput as problem:
            self._complain(str(problem))
            return
        self._complain("")
        self._fill_events(())
        self._show()

    async def _live(self, days: int) -> None:
        watching = self._house.watching
        if watching is None or self._busy:
            return
        self._busy = True
        try:
            await run.io_bound(spoken_on(watching.live), days)
        except Exception as problem:  # noqa: BLE001 - a rule of a guest may do anything
            self._pause()
            self._complain(say("This day crashed: {problem}", problem=problem))
        finally:
            self._busy = False
        self._show()

    async def _play_on(self) -> None:
        await self._live(1)
        if self._house.watching is None or self._house.watching.over:
            self._pause()

    def _toggle(self) -> None:
        if self._timer.active:
            self._pause()
        else:
            self._timer.activate()
            self._play.props("icon=pause")
            self._play.text = say("Pause")

    def _pause(self) -> None:
        self._timer.deactivate()
        self._play.props("icon=play_arrow")
        self._play.text = say("Play")

    def _show(self) -> None:
        watching = self._house.watching
        self._body.visible = watching is not None
        if watching is None:
            return
        evening: Evening = watching.evening
        self._day.text = _headline(watching, evening)
        for field, fill in self._fill.items():
            fill(getattr(evening, field))
        names = {name: printable(measure_label(name)) for name in watching.course()}
        if self._measure.options != names:
            self._measure.set_options(names, value=self._measure.value or FIRST)
        self._show_chart()

    def _show_chart(self) -> None:
        watching, name = self._house.watching, self._measure.value
        if watching is not None and name:
            values = [None if math.isnan(value) else value for value in watching.course()[name]]
            unit = measure_unit(name)
            self._chart.options.clear()
            title = measure_label(name)
            self._chart.options.update(
                _options(say("{label}, {unit}", label=title, unit=unit) if unit else title, values)
            )
            self._chart.update()

    def _show_worker(self) -> None:
        watching = self._house.watching
        if watching is None:
            return
        self._worker_problem.text = ""
        try:
            moments = watching.moments(round(self._worker.value or 0), round(self._days.value or 0))
        except LookupError as problem:
            self._worker_problem.text = printable(str(problem.args[0]))
            moments = ()
        self._fill_events((moment.when, moment.text, say("no") if moment.hidden else say("yes")) for moment in moments)

    def _complain(self, problem: str) -> None:
        self._problem.text = "\n".join(map(printable, problem.split("\n")))
        self._problem.visible = bool(problem)


def _headline(watching: Watching, evening: Evening) -> str:
    about = {"name": printable(watching.scenario.name), "seed": watching.seed, "date": evening.date.isoformat()}
    if not evening.day:
        return say("{name}, seed {seed}: the morning of the first day, {date}.", **about)
    if watching.over:
        return say("{name}, seed {seed}: day {day}, {date}, the last one.", day=evening.day, **about)
    return say("{name}, seed {seed}: day {day}, {date}.", day=evening.day, **about)


def _options(title: str, values: list[float | None]) -> dict[str, Any]:
    """Return a line by day for the chart."""
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": _read_out(title, values)}},
        "title": {"text": title, "textStyle": {"fontSize": 13, "fontWeight": "normal"}},
        "grid": {"left": 64, "right": 16, "top": 40, "bottom": 28},
        "xAxis": {"type": "category", "data": list(range(1, len(values) + 1)), "name": ""},
        "yAxis": {"type": "value", "scale": True},
        "series": [{"type": "line", "data": values, "showSymbol": len(values) < 40, "color": "#1f4e79"}],
    }


def _read_out(title: str, values: list[float | None]) -> str:
    """Return the latest values of the chart in words, for who does not see it."""
    latest = [shown(math.nan if value is None else value) for value in values[-READ_OUT:]]
    return say("{title}, day by day, the last ones: {values}.", title=title, values=in_a_row(latest))
