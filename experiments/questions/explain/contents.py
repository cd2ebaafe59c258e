"""The contents of the house: scenarios, worlds, levers, rules and metrics, described by their own sources."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from experiments.measures.metrics import GROUPS, METRICS
from experiments.printing.pages import hanging, reflowed
from experiments.printing.plain import plain
from experiments.questions.compare.trust import Trust, of_lever
from experiments.questions.explain.entry import Explanation
from experiments.verdicts.margins import headlines
from policies.catalogue import RULES, offer
from policies.numbers import Number, known
from policies.platform import Platform
from scenarios import Scenario, load, names, schema
from scenarios.layers import WORLDS
from sim.world import World

Rows = list[tuple[str, str]]
KINDS = ("scenarios", "worlds", "levers")
READERS = ("guidelines", "screening", "message_watch")  # levers that hang on how well texts are read
WAYS = {
    "up": "higher is better",
    "down": "lower is better",
    "observed": "what the platform observes: neither way is better",
    "neither": "neither way is better",
}


def sections() -> dict[str, Rows]:
    """Return all names that the command line knows, with a line about each; metrics by their group."""
    return {
        "scenarios": [(name, load(name).title) for name in names()],
        "worlds": list(worlds()),
        "levers": [(lever, question(lever)) for lever in levers()],
        **_foreign_rules(),
        "numbers of the world, by part": [(name, _first(kind)) for name, kind in schema.nested(World).items()],
        **{
            f"metrics: {group}": [
                (metric.name, f"{metric.formula} [{metric.unit}, {WAYS[metric.better]}]")
                for metric in METRICS
                if metric.group == group
            ]
            for group in GROUPS
        },
    }


def as_json() -> dict[str, list[dict[str, Any]]]:
    """Return the contents as plain data for `json.dumps`."""
    listed = sections()
    return {
        **{kind: [{"name": name, "about": about} for name, about in listed[kind]] for kind in KINDS},
        "rules": [
            {"name": f"{lever}.{rule.name}", "about": rule.headline, "package": rule.package}
            for lever in levers()
            for rule in rules(lever)
        ],
        "metrics": [
            {
                "name": metric.name,
                "about": metric.formula,
                "group": metric.group,
                "unit": metric.unit,
                "better": metric.better,
                "headline": metric.name in headlines(),
            }
            for metric in METRICS
        ],
    }


def worlds() -> Iterator[tuple[str, str]]:
    """Yield the shipped worlds and their titles."""
    for file in sorted(WORLDS.glob("*.toml")):
        yield file.stem, str(tomllib.loads(file.read_text("utf-8")).get("title", ""))


def levers() -> list[str]:
    """Return the levers, in the platform's order."""
    return [field.name for field in fields(Platform) if field.name in RULES]


def question(lever: str) -> str:
    """Return the question that a lever answers."""
    return " ".join(inspect.getdoc(get_type_hints(Platform)[lever]).split("\n\n")[0].split())  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a rule."""

    name: str
    default: Any
    about: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: one way to answer a lever's question."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    package: str | None  # that offers it; None for our own
    place: str  # module:Class

    @property
    def headline(self) -> str:
        """The first sentence about the rule."""
        return " ".join(self.about.split("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class Explained:
    """A lever, explained."""

    lever: str
    question: str
    trust: Trust  # by the sources of its rules' numbers
    rules: tuple[Rule, ...]
    moved_by: tuple[tuple[str, str], ...]  # scenario, and its difference from production
    reading: Explanation | None = None  # how well texts are read, of READERS

    @property
    def kind(self) -> str:
        """The kind of word: a lever."""
        return "a lever"

    def text(self, columns: int) -> str:
        """Return the explanation, in lines of at most `columns` columns."""
        lines = reflowed(f"{self.lever}: {self.question}", columns)
        lines += reflowed(f"trust: {self.trust.level}: {self.trust.why}", columns)
        for rule in self.rules:
            package = f"  # package {rule.package}, {rule.place}" if rule.package else ""
            lines += ["", f'rule = "{rule.name}"{package}', *reflowed(rule.about, columns, 2)]
            lines += [""] if rule.parameters else []
            for parameter in rule.parameters:
                about = f"  # {parameter.about}" if parameter.about else ""
                lines += hanging(f"{parameter.name} = {_toml(parameter.default)}{about}", columns, 2)
        lines += ["", "moved by the shipped scenarios:" if self.moved_by else "no shipped scenario moves it"]
        lines += [line for moved in self.moved_by for line in hanging(": ".join(moved), columns, 2)]
        lines += ["", self.reading.text(columns)] if self.reading else []
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "lever": self.lever,
            "question": self.question,
            "trust": plain(self.trust),
            "rules": [
                {
                    "name": rule.name,
                    "about": rule.about,
                    "package": rule.package,
                    "parameters": [
                        {"name": parameter.name, "default": _plain(parameter.default), "about": parameter.about}
                        for parameter in rule.parameters
                    ],
                }
                for rule in self.rules
            ],
            "moved_by": [{"scenario": scenario, "change": change} for scenario, change in self.moved_by],
            **({"reading": self.reading.as_json()} if self.reading else {}),
        }


def explain(lever: str, name: str | None = None) -> Explained:
    """Return a lever of `levers`, explained with all its rules or with one. Raises BadRule."""
    kinds = schema.rules(lever) if name is None else {name: schema.rule(lever, name)}
    explained_rules = tuple(_rule(lever, rule_name, kind) for rule_name, kind in kinds.items())
    reading = _reading(lever) if lever in READERS and name is None else None
    return Explained(lever, question(lever), of_lever(kinds.values()), explained_rules, tuple(_moves(lever)), reading)


def _reading(lever: str) -> Explanation:
    """Return how well texts are read. The texts are imported here, so that other words are explained at once."""
    from experiments.questions.explain import reading_text

    return reading_text.explain(lever)


def _first(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())


def rules(lever: str) -> list[Rule]:
    """Return the usable rules of a lever, our own first."""
    return [_rule(lever, name, kind) for name, kind in schema.rules(lever).items()]


def _rule(lever: str, name: str, kind: type) -> Rule:
    offered = offer(lever, name)
    package = offered.package or None if offered else None
    return Rule(name, inspect.getdoc(kind) or "", tuple(_parameters(kind)), package, _place(kind))


def _place(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _foreign_rules() -> dict[str, Rows]:
    """Return the rules that installed packages offer; no section if there are none."""
    rows = [
        (f"{lever}.{rule.name}", f"{rule.headline} [package {rule.package}, {rule.place}]")
        for lever in levers()
        for rule in rules(lever)
        if rule.package
    ]
    return {"rules of other packages": rows} if rows else {}


def _parameters(kind: type) -> Iterator[Parameter]:
    """Yield the fields of a rule, each with its declared number, or else the comment beside it."""
    if not is_dataclass(kind):
        return
    beside = remarks(kind)
    for field in fields(kind):
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        number = known(field)
        yield Parameter(
            field.name,
            None if default is MISSING else default,
            _known(number) if number else beside.get(field.name, ""),
        )


def remarks(kind: type) -> dict[str, str]:
    """Return the comments beside the fields of a class."""
    return dict(re.findall(r"^    (\w+): .*?  # (.*)$", source(kind), re.MULTILINE))


def _known(number: Number) -> str:
    """Return unit, source, confidence and plausible range of a number, in a line."""
    plausible = "" if number.low is None or number.high is None else f", plausibly {number.low:g} to {number.high:g}"
    return f"{number.unit}: {number.source} ({number.confidence}{plausible})"


def source(kind: Any) -> str:
    """Return the source text of a class or function; empty if it is not available."""
    try:
        return inspect.getsource(kind)
    except OSError:
        return ""


def _moves(lever: str) -> Iterator[tuple[str, str]]:
    """Yield the shipped scenarios whose rule for this lever differs from production's, and from which day on."""
    usual = getattr(_shipped("production").rollout[0][1], lever)
    for name in names():
        last = ""
        for day, platform in _shipped(name).rollout:
            change = _change(lever, usual, getattr(platform, lever))
            if change != last:
                yield name, f"{f'from day {day + 1}: ' if day else ''}{change or 'as production'}"
            last = change


@cache
def _shipped(name: str) -> Scenario:
    return load(name)


def _change(lever: str, usual: object, rule: object) -> str:
    """Return the difference of `rule` from `usual`, as in a scenario file; empty if there is none."""
    if type(rule) is not type(usual):
        chosen = next((name for name, kind in RULES[lever].items() if type(rule) is kind), _place(type(rule)))
        return f'rule = "{chosen}"'
    return ", ".join(
        f"{field.name} = {_toml(getattr(rule, field.name))}"
        for field in fields(rule)  # type: ignore[arg-type]
        if getattr(rule, field.name) != getattr(usual, field.name)
    )


def _toml(value: Any) -> str:
    """Return a value roughly as a scenario file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else "(required)" if value is None else str(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return value if isinstance(value, int | float | str | None) else str(value)
