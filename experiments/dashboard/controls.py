"""Controls of a scenario's levers and of its world, from the declarations of their numbers."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import Field, dataclass
from functools import cache
from itertools import pairwise
from math import floor, log10
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from experiments.api.scenario import Scenario
from experiments.language.messages import say
from experiments.questions.explain import numbers
from experiments.questions.explain.entry import first
from experiments.questions.explain.levers import levers, question
from policies import catalogue
from policies.numbers import LARGEST, Number, known
from policies.printable import printable
from scenarios.schema import nested, plain, settable
from sim.world import World

type Kind = Literal["whole", "number", "choice", "text"]

WORLD = "world"
DISPLAY = "display"
STEPS = 50  # of a slider, at least


@dataclass(frozen=True, slots=True)
class Control:
    """A number or setting that can be changed, and all that is known of it."""

    key: str  # whole
    kind: Kind
    value: str  # on the first day that has it, as in a change; empty where there is none
    later: tuple[str, ...]  # of later days of its calendar: "from day 12 on: true"; the first is day 1
    unit: str
    about: str  # its source
    certainty: str
    low: float | None  # plausible range
    high: float | None
    least: float  # hard bounds
    most: float
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last part of its key."""
        return self.key.rpartition(".")[2]

    @property
    def step(self) -> float:
        """The step of a slider: one, or a round part of the plausible range."""
        if self.kind == "whole" or self.low is None or self.high is None or self.high <= self.low:
            return 1.0
        finest = (self.high - self.low) / STEPS
        ten = 10.0 ** floor(log10(finest))
        return float(f"{max(times * ten for times in (1, 2, 5) if times * ten <= finest * (1 + 1e-9)):.0e}")

    @property
    def bounds(self) -> str:
        """The plausible range and the hard bounds, in words."""
        if self.kind not in ("whole", "number"):
            return ""
        least, most = f"{self.least:,.12g}", f"{self.most:,.12g}"
        endless = self.most >= LARGEST
        possible = say("at least {least}", least=least) if endless else say("{low} to {high}", low=least, high=most)
        if self.low is None or self.high is None:
            return say("possible: {possible}", possible=possible)
        plausible = say("{low} to {high}", low=f"{self.low:,.12g}", high=f"{self.high:,.12g}")
        return say("plausible: {plausible}; possible: {possible}", plausible=plausible, possible=possible)

    def text(self, value: float | str | None) -> str:
        """Return a value of the control as a change writes it; empty for none."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        return f"{round(value)}" if self.kind == "whole" and value == round(value) else f"{value:.12g}"


def sections(scenario: Scenario) -> dict[str, str]:
    """Return the levers of a scenario's platform and the parts of its world, each with what it is about."""
    questions = {lever: f"{lever}: {question(lever)}" for lever in levers()}
    parts = {f"{WORLD}.{name}": f"{WORLD}.{name}: {numbers.section(name)[0].about}" for name in nested(World)}
    whole = {DISPLAY: f"{DISPLAY}: where marks stand", WORLD: f"{WORLD}: how many people there are"}
    return {name: first(text) for name, text in {**questions, **whole, **parts}.items()}


def controls(scenario: Scenario, section: str) -> tuple[Control, ...]:
    """Return the controls of a section, of the rules that the scenario has on any of its days."""
    if section == WORLD or section.startswith(f"{WORLD}."):
        return tuple(_of_world(scenario, section))
    return tuple(_of_lever(scenario, section))


def _of_world(scenario: Scenario, section: str) -> Iterator[Control]:
    world: Any = scenario.loaded.world
    record = getattr(world, section.removeprefix(f"{WORLD}.")) if section != WORLD else world
    kind: type = type(record)
    for field in settable(kind):
        if section != WORLD or field.name not in nested(World):
            yield _control(f"{section}.{field.name}", kind, field, [(0, getattr(record, field.name))])


def _of_lever(scenario: Scenario, lever: str) -> Iterator[Control]:
    steps = [(day, getattr(platform, lever)) for day, platform in scenario.loaded.rollout]
    if lever != DISPLAY:
        key = f"platform.{lever}.rule"
        rules = [(step["day"], step["platform"][lever]["rule"]) for step in scenario.loaded.resolved["rollout"]]
        yield _setting(key, question(lever), rules, tuple(catalogue.names(lever)))
    seen = set()
    for _, record in steps:
        kind: type = type(record)
        for field in settable(kind):
            if field.name not in seen:
                seen.add(field.name)
                values = [(day, getattr(rule, field.name)) for day, rule in steps if hasattr(rule, field.name)]
                yield _control(f"platform.{lever}.{field.name}", kind, field, values)


def _control(key: str, kind: type, field: Field[Any], values: list[tuple[int, Any]]) -> Control:
    hint, facts = _plain_hint(get_type_hints(kind)[field.name]), known(field)
    if hint is bool or get_origin(hint) is Literal:
        choices = ("true", "false") if hint is bool else tuple(map(str, get_args(hint)))
        return _setting(key, _about(key, facts), values, choices)
    if facts is None or hint not in (int, float):
        return _setting(key, _about(key, facts), values, (), facts)
    texts = _texts(values)
    sort: Kind = "whole" if hint is int else "number"
    return Control(
        key, sort, texts[0], texts[1:], facts.unit, facts.source, facts.confidence,
        facts.low, facts.high, facts.least, facts.most,
    )  # fmt: skip


def _setting(
    key: str, about: str, values: list[tuple[int, Any]], choices: tuple[str, ...], facts: Number | None = None
) -> Control:
    """Return the control of a choice, or of a text where there is no choice."""
    texts = _texts(values)
    unit, certainty = (facts.unit, facts.confidence) if facts else ("", "")
    return Control(
        key, "choice" if choices else "text", texts[0], texts[1:], unit, about, certainty,
        None, None, -LARGEST, LARGEST, choices,
    )  # fmt: skip


def _texts(values: list[tuple[int, Any]]) -> tuple[str, ...]:
    """Return the first value, and each later one with its day."""
    texts = [_text(values[0][1])]
    for (_, before), (day, value) in pairwise(values):
        if value != before:
            texts.append(say("from day {day} on: {value}", day=day + 1, value=_text(value)))
    return tuple(texts)


def _text(value: Any) -> str:
    """Return a value as a change of the command line writes it."""
    data = plain(value)
    if data is None:
        return ""
    if isinstance(data, str):
        return data if isinstance(value, datetime.date) else printable(data)
    return repr(data).removesuffix(".0") if isinstance(data, float) else json.dumps(data, ensure_ascii=False)


def _plain_hint(hint: Any) -> Any:
    """Return the type of an optional value: TOML has no null."""
    if get_origin(hint) in (Union, UnionType):
        [*members] = (member for member in get_args(hint) if member is not NoneType)
        return members[0] if len(members) == 1 else hint
    return hint


@cache
def _about(key: str, facts: Number | None) -> str:
    if facts is not None:
        return facts.source
    entries = numbers.explain(key)
    return entries[0].about.replace("\n\n", " ") if entries else ""
