"""A metric, explained: what it measures, which way is better, and what margins are for it."""

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.trust import Trust
from experiments.questions.explain.metric import Explained, explain
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.verdicts.margins import Margin, margins

EXPOSED, UNPAID = BY_NAME["exposed_per_10k"], BY_NAME["unpaid_share"]
TRUST = Trust("not known", "there are no worlds")
RAILS = (
    Guardrail(EXPOSED, "frozen", 0.02, None, "it may not rise"),
    Guardrail(EXPOSED, "adapting", 0.02, None, "it may not rise"),
    Guardrail(EXPOSED, "frozen", None, 3.0, "nor by so many"),
    Guardrail(EXPOSED, "frozen", 0.1, 4.0, "nor by more"),
)


def rows(of: Explained) -> dict[str, str]:
    """Label and text of each row, in lines that are wide enough."""
    *_, told = of.text(1_000).split("\n\n")
    found: dict[str, str] = {}
    label = ""
    for line in told.split("\n"):
        label = line[2:14].strip() or label
        found[label] = "\n".join(filter(None, (found.get(label), line[14:].strip())))
    return found


def test_a_metric_is_told_with_its_names_its_margin_and_its_guardrails() -> None:
    of = Explained(EXPOSED, Margin(0.02, "less is luck"), TRUST, RAILS)
    assert of.kind == "a metric"
    assert of.text(80).startswith("exposed_per_10k: Distinct workers addressed in person")
    assert rows(of) == {
        "printed as": "exposed_per_10k, Fraud exposure, workers bad actors address",
        "unit": "workers per 10,000",
        "read": "lower is better",
        "group": "fraud exposure, a headline",
        "margin": "2 % of the baseline: less is luck",
        "trust": "not known: there are no worlds",
        "guardrail": "first day and adapted, 2 % of the base: it may not rise\n"
        "first day, 3 workers per 10,000: nor by so many\n"
        "first day, 10 % of the base, at least 4 workers per 10,000: nor by more",
    }


def test_a_metric_that_nothing_guards_says_so() -> None:
    told = rows(Explained(UNPAID, None, TRUST, ()))
    assert told["group"] == UNPAID.group
    assert told["margin"] == "none"
    assert told["guardrail"] == "none: a gate does not judge it"


def test_a_metric_as_data_has_the_same() -> None:
    assert Explained(EXPOSED, Margin(0.02, "less is luck"), TRUST, RAILS[1:]).as_json() == {
        "metric": "exposed_per_10k",
        "formula": EXPOSED.formula,
        "unit": "workers per 10,000",
        "better": "down",
        "group": "fraud exposure",
        "headline": True,
        "margin": {"share": 0.02, "why": "less is luck", "headline": None, "lever": None},
        "trust": {"level": "not known", "why": "there are no worlds"},
        "guardrails": [
            {"regime": "adapting", "share": 0.02, "amount": None, "why": "it may not rise"},
            {"regime": "frozen", "share": None, "amount": 3.0, "why": "nor by so many"},
            {"regime": "frozen", "share": 0.1, "amount": 4.0, "why": "nor by more"},
        ],
    }
    data = Explained(UNPAID, None, TRUST, ()).as_json()
    assert (data["headline"], data["margin"], data["guardrails"]) == (False, None, [])


def test_a_metric_has_the_margin_and_the_guardrails_that_ship_for_it() -> None:
    found = explain("exposed_per_10k", "there are no worlds")
    assert (found.metric, found.margin, found.trust.why) == (
        EXPOSED,
        margins()["exposed_per_10k"],
        "there are no worlds",
    )
    assert found.guardrails
    assert found.guardrails == tuple(rail for rail in guardrails().rails if rail.metric.name == "exposed_per_10k")
