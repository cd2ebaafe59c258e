"""What is in the house: scenarios, worlds, levers, rules and metrics, in words taken from where each is written."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import scenarios
from experiments.measures.metrics import GROUPS, METRICS
from experiments.printing.pages import hanging, reflowed
from experiments.printing.plain import plain
from experiments.questions.compare.trust import Trust, of_lever
from experiments.verdicts.margins import headlines
from policies.catalogue import RULES, offer
from policies.numbers import Number, known
from policies.platform import Platform
from scenarios import Scenario, load, names, schema
from sim.world import World

Rows = list[tuple[str, str]]
KINDS = ("scenarios", "worlds", "levers")
WAYS = {
    "up": "higher is better",
    "down": "lower is better",
    "observed": "what the platform observes: neither way is better",
    "neither": "neither way is better",
}


def sections() -> dict[str, Rows]:
    """Everything there is to name on the command line, with a line about each; metrics by their group."""
    return {
        "scenarios": [(name, load(name).title) for name in names()],
        "worlds": list(worlds()),
        "levers": [(lever, question(lever)) for lever in levers()],
        **_of_others(),
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
    """The same as plain data for `json.dumps`."""
    told = sections()
    return {
        **{kind: [{"name": name, "about": about} for name, about in told[kind]] for kind in KINDS},
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
    """The shipped worlds and their titles."""
    for file in sorted(Path(scenarios.__path__[0], "worlds").glob("*.toml")):
        yield file.stem, str(tomllib.loads(file.read_text("utf-8")).get("title", ""))


def levers() -> list[str]:
    """The levers, in the platform's order."""
    return [field.name for field in fields(Platform) if field.name in RULES]


def question(lever: str) -> str:
    """The question that a lever answers."""
    return " ".join(inspect.getdoc(get_type_hints(Platform)[lever]).split("\n\n")[0].split())  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a rule."""

    name: str
    default: Any
    about: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to answer a lever's question."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    package: str | None  # that offers it; None: it is ours
    place: str  # module:Class

    @property
    def headline(self) -> str:
        """What there is to say about it, in a sentence."""
        return " ".join(self.about.split("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class Explained:
    """A lever in words."""

    lever: str
    question: str
    trust: Trust  # by the sources of its rules' numbers
    rules: tuple[Rule, ...]
    moved_by: tuple[tuple[str, str], ...]  # scenario, what it sets otherwise than production

    @property
    def kind(self) -> str:
        """The kind of thing that it is."""
        return "a lever"

    def text(self, columns: int) -> str:
        """In lines of so many columns."""
        lines = reflowed(f"{self.lever}: {self.question}", columns)
        lines += reflowed(f"trust: {self.trust.level}: {self.trust.why}", columns)
        for rule in self.rules:
            of = f"  # package {rule.package}, {rule.place}" if rule.package else ""
            lines += ["", f'rule = "{rule.name}"{of}', *reflowed(rule.about, columns, 2)]
            lines += [""] if rule.parameters else []
            for parameter in rule.parameters:
                about = f"  # {parameter.about}" if parameter.about else ""
                lines += hanging(f"{parameter.name} = {_toml(parameter.default)}{about}", columns, 2)
        lines += ["", "moved by the shipped scenarios:" if self.moved_by else "no shipped scenario moves it"]
        lines += [line for moved in self.moved_by for line in hanging(": ".join(moved), columns, 2)]
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
        }


def explain(lever: str, name: str | None = None) -> Explained:
    """Everything there is to say about a lever that `levers` names, or of one of its rules. Raises BadRule."""
    kinds = schema.rules(lever) if name is None else {name: schema.rule(lever, name)}
    told = tuple(_rule(lever, each, kind) for each, kind in kinds.items())
    return Explained(lever, question(lever), of_lever(kinds.values()), told, tuple(_moves(lever)))


def _first(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())


def rules(lever: str) -> list[Rule]:
    """The rules of a lever that can be used, ours first."""
    return [_rule(lever, name, kind) for name, kind in schema.rules(lever).items()]


def _rule(lever: str, name: str, kind: type) -> Rule:
    offered, place = offer(lever, name), f"{kind.__module__}:{kind.__qualname__}"
    package = offered.package if offered else None
    return Rule(name, inspect.getdoc(kind) or "", tuple(_parameters(kind)), package, place)


def _of_others() -> dict[str, Rows]:
    """The rules that installed packages offer; no section where there is none."""
    rows = [
        (f"{lever}.{rule.name}", f"{rule.headline} [package {rule.package}, {rule.place}]")
        for lever in levers()
        for rule in rules(lever)
        if rule.package
    ]
    return {"rules of other packages": rows} if rows else {}


def _parameters(kind: type) -> Iterator[Parameter]:
    """The fields of a rule, each with what is known of its number, or else the comment beside it."""
    if not is_dataclass(kind):
        return
    beside = remarks(kind)
    for field in fields(kind):
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        number = known(field)
        yield Parameter(
            field.name, None if default is MISSING else default, _said(number) if number else beside.get(field.name, "")
        )


def remarks(kind: type) -> dict[str, str]:
    """The comments that stand beside the fields of a class."""
    return dict(re.findall(r"^    (\w+): .*?  # (.*)$", source(kind), re.MULTILINE))


def _said(number: Number) -> str:
    """What is known of a number, in a line."""
    plausible = "" if number.low is None or number.high is None else f", plausibly {number.low:g} to {number.high:g}"
    return f"{number.unit}: {number.source} ({number.confidence}{plausible})"


def source(kind: Any) -> str:
    """The text of a class or function; none where a package keeps it to itself."""
    try:
        return inspect.getsource(kind)
    except OSError:
        return ""


def _moves(lever: str) -> Iterator[tuple[str, str]]:
    """The shipped scenarios under which this lever's rule differs from production's, from when on if it changes."""
    usual = getattr(_shipped("production").rollout[0][1], lever)
    for name in names():
        said = ""
        for day, platform in _shipped(name).rollout:
            change = _change(lever, usual, getattr(platform, lever))
            if change != said:
                yield name, f"{f'from day {day}: ' if day else ''}{change or 'as production'}"
            said = change


@cache
def _shipped(name: str) -> Scenario:
    return load(name)


def _change(lever: str, usual: object, rule: object) -> str:
    """What `rule` sets otherwise than `usual`, as a scenario file would; empty when nothing."""
    if type(rule) is not type(usual):
        chosen = next((name for name, kind in RULES[lever].items() if type(rule) is kind), type(rule).__name__)
        return f'rule = "{chosen}"'
    return ", ".join(
        f"{field.name} = {_toml(getattr(rule, field.name))}"
        for field in fields(rule)  # type: ignore[arg-type]
        if getattr(rule, field.name) != getattr(usual, field.name)
    )


def _toml(value: Any) -> str:
    """A value roughly as a scenario file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else "(required)" if value is None else str(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return value if isinstance(value, int | float | str | None) else str(value)
