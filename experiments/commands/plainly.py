"""A group of commands that refuse values in our words, and not in those of the library that reads them."""

from typing import Any

import typer
from typer.core import TyperGroup


class Plainly(TyperGroup):
    """Commands whose options and arguments are told as all other mistakes."""

    def invoke(self, ctx: Any) -> Any:
        """Carry out a command. Raises BadParameter with the mistake in our words."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as problem:
            from pydantic import ValidationError  # loaded already by what refuses

            from scenarios.problems import mistake

            if isinstance(problem.__cause__, ValidationError):
                [error, *_] = problem.__cause__.errors(include_url=False)
                problem.message = mistake(error["type"], error["input"], error.get("ctx", {}), error["msg"], ())
            raise
