"""The page: a title, and three tabs."""

from functools import partial
from pathlib import Path

from nicegui import ui

from experiments.dashboard.ask import Ask
from experiments.dashboard.before import Before
from experiments.dashboard.form import Form
from experiments.dashboard.house import House
from experiments.dashboard.watch import Watch
from experiments.language.messages import message, say

STYLE = Path(__file__).with_name("page.css")
ASK, WATCH, BEFORE = message("Ask"), message("Watch"), message("Before")
COLOUR = "#1f4e79"  # white on it has a contrast of 8 : 1


def page(house: House) -> None:
    """Build the page for a browser."""
    ui.colors(primary=COLOUR)
    ui.add_css(STYLE.read_text("utf-8"))
    with ui.header().classes("top"):
        with ui.element("h1"):
            ui.label("policylab").classes("inline")
        with ui.tabs().props("dense no-caps") as tabs:
            for name in (ASK, WATCH, BEFORE):
                ui.tab(name, say(name))
    with ui.tab_panels(tabs, value=ASK, animated=False).classes("panels").props("keep-alive"):
        with ui.tab_panel(ASK):
            ask = Ask(house, house.form.copy())
        with ui.tab_panel(WATCH):
            Watch(house)
        with ui.tab_panel(BEFORE):
            before = Before(house, partial(_show, ask, tabs))
    tabs.on_value_change(lambda event: before.refresh() if event.value == BEFORE else None)


def _show(ask: Ask, tabs: ui.tabs, form: Form | None) -> None:
    if form is not None:
        ask.take(form)
    tabs.set_value(ASK)
