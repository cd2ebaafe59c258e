"""The question whether a rule can be relied on: its class is looked up, made, and held to the conformance checks."""

from collections.abc import Sequence

from experiments.questions.conform.result import Conformity
from experiments.runs.code import packages
from experiments.runs.identity import tops_of
from policies.aside import aside
from policies.catalogue import RULES, BadRule, names
from policies.catalogue import rule as catalogued
from policies.conformance import NotFound, lever_of, located, results
from policies.questions import levers
from scenarios.alone import alone
from scenarios.problems import BadInput, guess


def conformity(rule: str, lever: str | None = None, changes: Sequence[str] = ()) -> Conformity:
    """Hold a rule to the checks. Raises BadInput.

    rule     a class, `module:Class`, or a rule of a lever, `screening.standard`
    lever    of the class, where it fits two
    changes  of its numbers: `name=value`
    """
    if lever is not None and lever not in levers():
        raise BadInput([f"no lever '{lever}'{guess(lever, levers())}; levers: {', '.join(levers())}"])
    its_lever, kind = _lever_and_class(rule, lever)
    tops = tops_of([kind])
    packages(tops)  # a declaration that cannot be read is no fault of the rule
    code = f"from experiments.questions.conform.remote import main; main({sorted(tops)})"
    with aside():  # rules may print
        return Conformity.of(its_lever, kind, tuple(results(alone(its_lever, kind, changes), its_lever, code)))


def _lever_and_class(rule: str, lever: str | None) -> tuple[str, type]:
    """Return lever and class of a rule."""
    try:
        if ":" in rule:
            kind = located(rule)
            return lever or lever_of(kind), kind
        place, _, name = rule.partition(".")
        if place not in RULES:
            choices = guess(place, RULES)
            raise BadInput([f"no lever '{place}'{choices}; a rule is `lever.name`, or `module:Class`"])
        rules = names(place)
        if name not in rules:
            raise BadInput([f"no rule '{name}' of {place}{guess(name, rules)}; rules: {', '.join(rules)}"])
        if lever not in {None, place}:
            raise BadInput([f"'{rule}' is a rule of {place}, not of {lever}"])
        return place, catalogued(place, name)
    except (NotFound, BadRule) as mistake:
        raise BadInput([str(mistake)]) from mistake
