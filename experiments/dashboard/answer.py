"""The question that is running, and its answer."""

from nicegui import ui

from experiments.dashboard import parts
from experiments.dashboard.asking import Asking
from experiments.dashboard.house import House
from experiments.language.messages import say

EVERY = 0.3  # seconds between two looks at a question


class AnswerView:
    """Progress with a way to stop; then the answer, with its report."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._seen: tuple[int, str] | None = None
        self._progress = ui.element("div").props("role=status")
        with self._progress:
            self._count = parts.paragraph("")
            self._bar = ui.linear_progress(0.0, show_value=False).props("instant-feedback")
            parts.name(self._bar, say("Finished runs"))
            with ui.element("div").classes("buttons"):
                self._stop = ui.button(say("Stop"), icon="stop", on_click=self._end)
                self._stop.props("no-caps color=deep-orange-10")
        self._place = ui.element("div")
        ui.timer(EVERY, self.show)

    def show(self) -> None:
        """Show how the question at hand stands."""
        asking = self._house.asking
        self._progress.visible = asking is not None and asking.state == "running"
        if asking is None:
            return
        if asking.state == "running":
            self._count.text = _count(asking)
            self._bar.value = asking.done / asking.total if asking.total else 0.0
        else:
            self._house.keep_report()
        now = (self._house.number, asking.state)
        if now != self._seen:
            self._seen = now
            self._stop.enable()
            self._place.clear()
            with self._place:
                self._answer(asking)

    def _end(self) -> None:
        if self._house.asking is not None:
            self._stop.disable()
            self._house.asking.stop()

    def _answer(self, asking: Asking) -> None:
        if asking.state == "running":
            return
        if asking.message:
            parts.lines(asking.message, "problem").props("role=alert")
        if asking.page:
            parts.heading(asking.title)
            parts.paragraph(asking.where, "faint")
            parts.paragraph(asking.sentences, "answer")
        for note in asking.notes:
            parts.paragraph(note, "problem")
        if asking.page:
            self._report(asking)

    def _report(self, asking: Asking) -> None:
        address = f"/answers/{self._house.number}"
        with ui.element("a").props(f'href="{address}" download="report.html"').classes("link"):
            ui.label(say("Download the report")).classes("inline")
        with ui.expansion(say("As the command prints it")):
            parts.lines(asking.text.split("\n"))
        frame = ui.element("iframe").props(f'src="{address}" sandbox=""').classes("report")
        frame.props["title"] = say("The report")


def _count(asking: Asking) -> str:
    if not asking.total:
        return say("It begins.")
    if asking.done == asking.total:
        return say("All {total} runs are done; the report is being written.", total=asking.total)
    return say("{done} of {total} runs are done.", done=asking.done, total=asking.total)
