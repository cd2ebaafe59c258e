"""Scenarios: a platform on a world, read from strict TOML, each a small diff of another one."""

from scenarios.load import load, names, read_from, understood
from scenarios.problems import BadInput
from scenarios.scenario import Rollout, Scenario
from scenarios.schema import broken_rules, json_schema

__all__ = ["BadInput", "Rollout", "Scenario", "broken_rules", "json_schema", "load", "names", "read_from", "understood"]
