"""Levers of the candidate and numbers of the world, as controls, and the list of changes."""

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui

from experiments.api.questions import Named
from experiments.dashboard import parts
from experiments.dashboard.controls import Control, controls, sections
from experiments.dashboard.form import Form
from experiments.dashboard.house import House
from experiments.language.messages import message, say
from policies.printable import printable
from scenarios import BadInput

FIRST = "communication"
RULE = ".rule"  # end of the key that names the rule of a lever
CERTAINTY = {
    "quoted": message("It stood in a source."),
    "derived": message("It is derived from numbers that stood in a source."),
    "assumed": message("It is assumed: no source gives it."),
}


class Levers:
    """Controls of one lever or part of the world at a time, and all changes."""

    def __init__(self, house: House, form: Form, changed: Callable[[], object]) -> None:
        self._house, self._form, self._tell = house, form, changed
        parts.heading(say("What is changed?"))
        self._list = ui.element("div")
        with ui.expansion(say("Levers of the platform, numbers of the world")).classes("levers"):
            label = say("Lever, or part of the world")
            self._section = ui.select({FIRST: FIRST}, value=FIRST, label=label, with_input=True)
            self._section.props("outlined dense").on_value_change(self._show_cards)
            self._cards = ui.element("div").classes("cards")

    def show(self) -> None:
        """Show the changes, and the controls of the candidate."""
        self._show_list()
        scenario = self._load([])
        if scenario is not None:
            self._section.set_options(
                {name: printable(text)[:120] for name, text in sections(scenario).items()}, value=self._section.value
            )
        self._show_cards()

    def _load(self, changes: list[str]) -> Any:
        """Return the candidate with these changes; None if it cannot be loaded: the form says why."""
        try:
            return self._house.load(Named(self._form.candidate, tuple(changes)))
        except BadInput:
            return None

    def _show_list(self) -> None:
        self._list.clear()
        with self._list:
            changes = self._form.changes
            if not changes:
                parts.paragraph(say("Nothing yet: the candidate is as its file has it."), "faint")
            for option, text in changes:
                with ui.element("div").classes("buttons"):
                    parts.lines([f"{option} {printable(text)}"])
                    key = text.partition("=")[0]
                    button = ui.button(icon="close", on_click=partial(self._undo, key)).props(
                        "flat dense round size=sm"
                    )
                    parts.name(button, say("Take back the change of {key}", key=key))

    def _show_cards(self) -> None:
        self._cards.clear()
        base, section = self._load([]), self._section.value
        if base is None or not section:
            return
        changes = [text for _, text in self._form.changes]
        ruled = self._load([text for text in changes if text.partition("=")[0].endswith(RULE)]) or base
        changed = self._load(changes) or ruled
        own, usual = ({control.key: control for control in controls(each, section)} for each in (base, ruled))
        usual |= {key: control for key, control in own.items() if key.endswith(RULE)}
        with self._cards:
            for control in controls(changed, section):
                self._card(control, usual.get(control.key, control), own.get(control.key))

    def _card(self, control: Control, usual: Control, own: Control | None) -> None:
        """Add a card.

        usual: the control without this change, and with none but those of rules; own: that of the candidate, if any
        """
        value = self._value(control.key, control.value)
        with ui.element("div").classes("card") as card:
            self._mark(card, control.key)
            parts.heading(control.name.replace("_", " "), "h3")
            set_value = partial(self._set, card, usual)
            if control.choices:
                _choice(control, value, set_value)
            elif control.kind == "text":
                _text(control, value, set_value)
            else:
                _number(control, value, set_value)
            values = say("; ").join((own.value or say("none"), *own.later)) if own else say("none")
            parts.paragraph(say("In {candidate}: {values}.", candidate=self._form.candidate, values=values), "faint")
            certainty = CERTAINTY.get(control.certainty)
            for text in (control.bounds, _source(control), say(certainty) if certainty else ""):
                if text:
                    parts.paragraph(text, "faint")

    def _value(self, key: str, otherwise: str) -> str:
        """Return the value to which a key is changed."""
        return {**self._form.both, **self._form.own}.get(key, otherwise)

    def _mark(self, card: ui.element, key: str) -> None:
        """Mark the card of a key that is changed."""
        changed = key in self._form.both or key in self._form.own
        card.classes(add="changed" if changed else None, remove=None if changed else "changed")

    def _set(self, card: ui.element, usual: Control, value: str) -> None:
        """Take a value. One that stands there anyway is no change, unless a later day has another one."""
        if value == "" or (value == usual.value and not usual.later):
            self._form.undo(usual.key)
        else:
            self._form.change(usual.key, value)
        self._mark(card, usual.key)
        self._show_list()
        if usual.key.endswith(RULE):
            self._show_cards()
        self._tell()

    def _undo(self, key: str) -> None:
        self._form.undo(key)
        self._show_list()
        self._show_cards()
        self._tell()


def _source(control: Control) -> str:
    return f"{control.unit}: {control.about}" if control.unit and control.about else control.about or control.unit


def _choice(control: Control, value: str, take: Callable[[str], None]) -> None:
    options = list(dict.fromkeys((*control.choices, *([value] if value else []))))
    choice = ui.select(options, value=value or None, label=control.key, on_change=lambda event: take(str(event.value)))
    choice.props("outlined dense")


def _text(control: Control, value: str, take: Callable[[str], None]) -> None:
    ui.input(control.unit or None, value=value, on_change=lambda event: take(control.text(event.value))).props(
        f'outlined dense debounce=400 aria-label="{control.key}"'
    )


def _number(control: Control, value: str, take: Callable[[str], None]) -> None:
    """Add a field, and a slider over the plausible range. The field takes any number: the loader says what fits."""
    number = ui.number(control.unit, value=_float(value), step=control.step).props(
        f'outlined dense debounce=400 aria-label="{control.key}"'
    )
    slider = None
    if control.low is not None and control.high is not None and control.low < control.high:
        slider = ui.slider(
            min=control.low, max=control.high, step=control.step, value=_within(number.value, control)
        ).props("label")
        parts.name(slider, say("{key}, over its plausible range", key=control.key))
        slider.on("change", lambda event: number.set_value(event.args))

    def moved(event: Any) -> None:
        if slider is not None:
            slider.value = _within(event.value, control)
        take(control.text(event.value))

    number.on_value_change(moved)


def _within(value: float | None, control: Control) -> float:
    assert control.low is not None
    assert control.high is not None
    return min(max(control.low if value is None else value, control.low), control.high)


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
