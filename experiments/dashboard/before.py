"""The tab Before: questions that the store has, opened at once."""

import datetime
from collections.abc import Callable
from functools import partial

from nicegui import run, ui

from experiments.dashboard import parts
from experiments.dashboard.form import Form
from experiments.dashboard.house import Busy, Earlier, House
from experiments.host.files import Unusable
from experiments.language.messages import message, say, spoken_on
from policies.printable import printable
from scenarios import BadInput

NONE = message(
    "The store has no question yet. What is asked here, or by `policylab compare` and `report`, is listed once it is "
    "answered."
)
NO_COMMAND = message("It was asked in Python, with changes for which no command has options.")
LACKS = message("{lacks} of its {runs} runs are not stored, or are of another model: they would run again.")


class Before:
    """The latest questions of the store."""

    def __init__(self, house: House, open_tab: Callable[[Form | None], object]) -> None:
        self._house, self._open_tab = house, open_tab
        parts.heading(say("Questions that the store has"))
        self._problem = parts.lines((), "problem").props("role=alert")
        self._problem.visible = False
        self._list = ui.element("div")

    async def refresh(self) -> None:
        """Read the store anew."""
        try:
            earlier = await run.io_bound(spoken_on(self._house.earlier))
        except Unusable as problem:
            self._show(str(problem))
            return
        self._list.clear()
        with self._list:
            if not earlier:
                parts.paragraph(say(NONE), "faint")
            for each in earlier or ():
                self._entry(each)

    def _entry(self, each: Earlier) -> None:
        form = Form.of(each.question)
        with ui.element("div").classes("card"):
            parts.heading(each.title, "h3")
            answered = datetime.datetime.fromtimestamp(each.at).strftime("%Y-%m-%d %H:%M")
            parts.paragraph(say("Answered on {time}.", time=answered), "faint")
            parts.paragraph(_state(each), "faint")
            command = self._house.command(each.question)
            if command:
                parts.lines([command])
            else:
                parts.paragraph(say(NO_COMMAND), "faint")
            with ui.element("div").classes("buttons"):
                if not each.problem and not each.lacks:
                    ui.button(say("Open"), on_click=partial(self._open, each, form)).props("no-caps dense")
                if form is not None:
                    fill = ui.button(say("Fill in the form"), on_click=partial(self._fill, form))
                    fill.props("no-caps dense outline")

    def _open(self, each: Earlier, form: Form | None) -> None:
        try:
            self._house.ask(each.question)
        except (BadInput, Busy) as problem:
            self._show(str(problem))
            return
        self._fill(form)

    def _fill(self, form: Form | None) -> None:
        self._show("")
        self._open_tab(form)

    def _show(self, problem: str) -> None:
        self._problem.text = "\n".join(map(printable, problem.split("\n")))
        self._problem.visible = bool(problem)


def _state(each: Earlier) -> str:
    if each.problem:
        return say("It cannot be asked any more: {problem}", problem=each.problem)
    if each.lacks:
        return say(LACKS, lacks=f"{each.lacks:,}", runs=f"{each.runs:,}")
    return say("All its {runs} runs are stored.", runs=f"{each.runs:,}")
