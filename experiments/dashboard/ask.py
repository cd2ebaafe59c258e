"""The tab Ask: two scenarios, changes, how much to run; the command that asks the same."""

from nicegui import ui

from experiments.api.kinds import Whole
from experiments.api.option import options
from experiments.api.options import Looks
from experiments.api.questions import REGIMES, Question
from experiments.dashboard import parts
from experiments.dashboard.answer import AnswerView
from experiments.dashboard.form import Form
from experiments.dashboard.house import Busy, House
from experiments.dashboard.levers import Levers
from experiments.language.messages import message, say
from policies.printable import printable
from scenarios import BadInput

RINGS = {
    "both": message("both: they keep their habits, and they learn"),
    "frozen": message("first day: they keep their habits"),
    "adapting": message("adapted: they learn what pays"),
}
WORLDS = {
    "plausible": message("plausible: another world for each pair"),
    "fixed": message("fixed: one world for all pairs"),
}
LOOK = message("A first look: ask again at full size before anything is decided.")
EQUAL = message("Baseline and candidate are the same: choose another candidate, or change a lever.")


class Ask:
    """The form of a question, with its answer below."""

    def __init__(self, house: House, form: Form) -> None:
        self._house, self._form, self._filling = house, form, False
        parts.heading(say("Which two platforms?"))
        with ui.element("div").classes("fields"):
            self._baseline, self._candidate = self._scenario(say("Baseline")), self._scenario(say("Candidate"))
        self._levers = Levers(house, form, self._check)
        parts.heading(say("How much to run?"))
        self._build_amounts()
        parts.heading(say("The same on the command line"))
        self._command = parts.lines((), "command")
        self._look = parts.paragraph(say(LOOK), "faint")
        self._problem = parts.lines((), "problem").props("role=alert")
        with ui.element("div").classes("buttons"):
            ui.button(say("Run"), icon="play_arrow", on_click=self._run).props("no-caps")
        self._answer = AnswerView(house)
        self.fill()

    def take(self, form: Form) -> None:
        """Fill in what another form has."""
        self._form.take(form)
        self.fill()

    def fill(self) -> None:
        """Show the form as it is."""
        form, offers = self._form, self._house.offers()
        self._filling = True
        for field, value in ((self._baseline, form.baseline), (self._candidate, form.candidate)):
            field.set_options({value: printable(value), **offers}, value=value)
        self._scale.value, self._days.value = form.scale, form.days
        self._pairs.value, self._first_seed.value = form.pairs, form.first_seed
        self._rings.value = form.rings
        self._worlds.set_options({form.worlds: printable(form.worlds), **_said(WORLDS)}, value=form.worlds)
        self._filling = False
        self._levers.show()
        self._check()

    def _scenario(self, label: str) -> ui.select:
        return ui.select({}, label=label, with_input=True, on_change=self._read).props("outlined dense").classes("wide")

    def _build_amounts(self) -> None:
        with ui.element("div").classes("buttons"):
            ui.button(say("First look"), on_click=lambda: self._preset(quick=True)).props("outline no-caps dense")
            ui.button(say("Full size"), on_click=lambda: self._preset(quick=False)).props("outline no-caps dense")
        with ui.element("div").classes("fields"):
            self._scale = self._number(say("Size of the market (empty: as the scenario)"))
            self._days = self._number(say("Days (empty: as the scenario)"))
            self._pairs = self._number(say("Pairs of runs"), "seeds")
            self._first_seed = self._number(say("First seed"), "first_seed")
        with ui.element("div").classes("fields"):
            rings = {regime: say(RINGS[regime]) for regime in REGIMES}
            self._rings = ui.select(rings, label=say("Bad actors"), value="both", on_change=self._read)
            self._worlds = ui.select(_said(WORLDS), label=say("Worlds"), value="plausible", on_change=self._read)
            for choice in (self._rings, self._worlds):
                choice.props("outlined dense").classes("wide")

    def _number(self, label: str, name: str = "") -> ui.number:
        """Return a field for a number, with the limits of its option, if it is one."""
        kind = options(Looks)[name].kind if name else None
        least, most = (kind.least, kind.most) if isinstance(kind, Whole) else (None, None)
        return ui.number(label, min=least, max=most, on_change=self._read).props("outlined dense debounce=400")

    def _preset(self, *, quick: bool) -> None:
        if quick:
            self._form.first_look()
        else:
            self._form.full()
        self.fill()

    def _read(self) -> None:
        """Take what is filled in."""
        if self._filling:
            return
        form = self._form
        other = form.candidate != self._candidate.value
        form.baseline, form.candidate = str(self._baseline.value), str(self._candidate.value)
        form.scale, form.days = self._scale.value, _whole(self._days.value)
        form.pairs, form.first_seed = _whole(self._pairs.value) or 0, _whole(self._first_seed.value) or 0
        form.rings, form.worlds = self._rings.value or "both", str(self._worlds.value)
        if other:
            self._levers.show()
        self._check()

    def _check(self) -> Question | None:
        """Show the command of the form, and what is wrong with it; return its question if nothing is."""
        form = self._form
        self._house.form = form.copy()
        question = form.question()
        self._command.text = self._house.command(question)
        self._look.visible = form.scale is not None and form.scale < 1
        problem = ""
        try:
            before, after = self._house.load_both(question)
            if before == after:
                problem = say(EQUAL)
        except BadInput as error:
            problem = str(error)
        self._show(problem)
        return None if problem else question

    def _show(self, problem: str) -> None:
        self._problem.text = "\n".join(map(printable, problem.split("\n")))
        self._problem.visible = bool(problem)

    def _run(self) -> None:
        question = self._check()
        if question is None:
            return
        try:
            self._house.ask(question)
        except (BadInput, Busy) as problem:
            self._show(str(problem))
        self._answer.show()


def _said(texts: dict[str, str]) -> dict[str, str]:
    return {key: say(text) for key, text in texts.items()}


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
