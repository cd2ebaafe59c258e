"""Results of the Python API: a tidy table, plain data, and a document."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from experiments.api.arguments import Text, checked
from experiments.document.document import Document
from experiments.printing.printed import printed
from experiments.show import html, terminal

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result[F](ABC):
    """A result, with its views: a tidy table, plain data, and a document, which is printed, shown and forwarded."""

    found: F  # all data of the result

    @abstractmethod
    def frame(self) -> "DataFrame":
        """Return a tidy table."""

    @abstractmethod
    def document(self) -> Document:
        """Return the result as a document."""

    def __str__(self) -> str:
        """Return the result as the command prints it."""
        return printed(self.show)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return html.brief(self.document())

    def show(self) -> None:
        """Print the result as the command does."""
        terminal.show(self.document(), whole=False)

    @checked
    def report(self, command: Text = "") -> str:
        """Return a report to forward: a page of HTML with its pictures inside, which needs no network and no script.

        command: shown as the one that makes it again, instead of the report's own
        """
        document = self.document()
        return html.page(replace(document, command=command) if command else document)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`, as `--json` prints it."""
        result: Any = self.found
        data: dict[str, Any] = result.as_json()
        return data


def frame(
    rows: Iterable[Mapping[str, Any] | tuple[Any, ...]], metric: str | None = None, columns: Sequence[str] | None = None
) -> "DataFrame":
    """Return rows as a table of pandas; those of one metric without the column `metric`.

    columns: names of the columns, needed if there may be no row
    """
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=columns)
    numbers = list(table.select_dtypes("float"))
    table[numbers] += 0.0  # zero has no sign
    if metric is None:
        return table
    return table[table["metric"] == metric].drop(columns="metric").reset_index(drop=True)
