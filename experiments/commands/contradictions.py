"""Options that contradict one another: refused, both by name, before anything else is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from experiments.commands.exits import refuse
from experiments.commands.given import CHANGES

SCENARIOS = "scenario", "baseline", "candidate", "candidates"  # parameters that name them
VARIED = "--vary", "--vary-both"


@dataclass(frozen=True, slots=True)
class _Said:
    """A key of a scenario, with what an option says of it."""

    option: str
    text: str  # as the user wrote it
    key: str  # short as it may be
    value: str

    def contradicts(self, other: "_Said", key: str) -> bool:
        """Do both speak of the same thing, so that one of them would be without effect? key: the whole key of both."""
        options = {self.option, other.option}
        if options <= {*VARIED}:
            return False  # complained of where axes are read
        if options & {*VARIED}:  # on the candidate alone: `-S` is then of the baseline
            return "-S" not in options or "--vary-both" in options or not key.startswith("platform.")
        if options == {"-S", "--change"}:
            return False  # of both sides, and of the candidate
        from scenarios.layers import said

        return bool(said(key, self.value) != said(key, other.value))


def check_changes(arguments: Mapping[str, Any]) -> None:
    """End the command if one key of a scenario has two values on the command line."""
    everything = list(_said(arguments))
    alike = [(one, other) for one, other in combinations(everything, 2) if _last(one.key) == _last(other.key)]
    if not alike:
        return
    names = [name for parameter in SCENARIOS for name in _listed(arguments.get(parameter))]
    plain = [each.text for each in everything if each.option not in (*VARIED, "--days")]
    for one, other in alike:
        keys = {_whole(each, names, plain) for each in (one, other)}
        if len(keys) == 1 and one.contradicts(other, keys.pop()):
            refuse(f"{one.option} {one.text} and {other.option} {other.text} contradict one another: leave one out")


def _said(arguments: Mapping[str, Any]) -> Iterator[_Said]:
    for parameter, option in CHANGES.items():
        for text in arguments.get(parameter) or ():
            key, _, value = text.partition("=")
            yield _Said(option, text, key.strip(), value.strip())
    if days := arguments.get("days"):
        yield _Said("--days", f"{days}", "days", f"{days}")


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _whole(each: _Said, names: Sequence[str], plain: Sequence[str]) -> str:
    """Return the whole key, by the rules that all changes leave in force; a key that is not understood as it is."""
    from scenarios import BadInput, understood

    text = f"{each.key}={each.value}"
    try:
        meant = understood([(name, [*plain, text]) for name in names])
    except BadInput:  # complained of where scenarios are loaded
        return each.key
    return meant.get(text, text).partition("=")[0]
