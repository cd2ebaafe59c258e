"""Ranking of several candidates from Python."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Unpack

from experiments.api import scenario as handles
from experiments.api.arguments import Metric, Text, checked
from experiments.api.kinds import SCENARIOS
from experiments.api.options import RankOptions
from experiments.api.platforms import several
from experiments.api.plots import Plots
from experiments.api.resources import Resources, return_or_raise, seeds_of, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike
from experiments.document.document import Document
from experiments.measures.paths import Axis
from experiments.questions.rank.advice import sentences
from experiments.questions.rank.ask import ranking
from experiments.questions.rank.document import document
from experiments.questions.rank.pictures import ranks
from experiments.questions.rank.result import Ranking
from policies.printable import printable
from scenarios import BadInput

if TYPE_CHECKING:
    from pandas import DataFrame

    from experiments.api.compare import Compared


class Ranked(Result[Ranking]):
    """Several candidates beside one baseline, the best first."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each candidate, regime and headline, the best first; intervals hold for all candidates."""
        return frame(self.found.rows())

    @checked
    def pairs(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each candidate, regime, metric and seed that ran. metric: only its rows."""
        return frame(self.found.pairs(), metric)

    @checked
    def answer(self, candidate: Text) -> "Compared":
        """Return the comparison of one candidate with the baseline, by its name. Its intervals are of it alone.

        Raises BadInput for another name.
        """
        from experiments.api.compare import Compared

        if candidate not in self.found.names:
            named = ", ".join(f"'{printable(name)}'" for name in self.found.names)
            raise BadInput([f"no candidate is called '{printable(candidate)}'; candidates are {named}"])
        return Compared(self.found.answers[self.found.names.index(candidate)])

    @checked
    def parts(self, by: Axis = "channel") -> "DataFrame":
        """Return a row for each candidate, regime and channel, tactic, age or experience (see `Compared.parts`)."""
        import pandas as pd

        names = self.found.names
        tables = [self.answer(name).parts(by).assign(platform=name) for name in names]
        table = pd.concat(tables, ignore_index=True)
        return table[["platform", *table.columns.drop("platform")]]

    def contacts(self) -> "DataFrame":
        """Return a row for each regime, platform, month and channel (see `Compared.contacts`); the baseline once."""
        import pandas as pd

        tables = [self.answer(name).contacts() for name in self.found.names]
        others = [table[table["platform"] != self.found.baseline] for table in tables[1:]]
        return pd.concat([tables[0], *others], ignore_index=True)

    def payers(self) -> "DataFrame":
        """Return a row for each candidate, regime and payer: a month at the size of the whole marketplace.

        Intervals are of one candidate at a time.
        """
        return frame(self.found.payers())

    @checked
    def metrics(self, metric: Metric | None = None) -> "DataFrame":
        """Return a row for each candidate, regime and metric (see `Compared.frame`). metric: only its rows.

        Intervals are of one candidate at a time.
        """
        return frame((row for answer in self.found.answers for row in answer.rows()), metric)

    def advice(self) -> str:
        """Return which candidates to adopt, by a rule that is stated, and for each of them why or why not."""
        return "\n".join(sentences(self.found))

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, ranks)

    def document(self) -> Document:
        """Return the result as a document."""
        return document(self.found)


@checked
def rank(
    baseline: ScenarioLike, candidates: Annotated[Sequence[ScenarioLike], SCENARIOS], **how: Unpack[RankOptions]
) -> Ranked:
    """Compare several candidates with one baseline, and with one another, on the same people.

    The baseline runs once, and intervals hold for all candidates together. Raises as `compare` does.
    """
    others = [handles.scenario(each) for each in candidates]
    regimes = several(handles.scenario(baseline), others, how["rings"], how["worlds"])
    with Resources.of(how).running(sum(map(len, regimes)) * how["seeds"]) as means:
        result, failures = ranking(regimes, seeds_of(how), worlds=worlds_of(how["worlds"]), **means)
    return return_or_raise(Ranked, result, failures)
