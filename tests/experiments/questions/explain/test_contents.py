"""The contents of the house, as they are listed."""

from experiments.measures.metrics import BY_NAME
from experiments.questions.explain import contents
from experiments.questions.explain.levers import question
from scenarios import load
from tests.packages import SOUND, Install


def test_sections_are_scenarios_worlds_levers_parts_and_metrics_by_group() -> None:
    sections = contents.sections()
    assert list(sections) == [
        *contents.KINDS,
        "numbers of the world, by part",
        "metrics: fraud exposure",
        "metrics: matching quality",
        "metrics: business",
        "metrics: networks",
    ]
    assert ("calling_open", load("calling_open").title) in sections["scenarios"]
    assert sections["worlds"] == [
        ("crowdworks_2020", "CrowdWorks, summer 2020, 1 : 46"),
        ("crowdworks_2020_full", "CrowdWorks, summer 2020, full size"),
    ]
    people = "The people of the first day, and those who come."
    assert sections["numbers of the world, by part"][0] == ("population", people)
    trees = BY_NAME["recruitment_trees"]
    line = f"{trees.formula} [trees, {contents.WAYS[trees.better]}]"
    assert sections["metrics: networks"][0] == ("recruitment_trees", line)
    assert sum(len(rows) for name, rows in sections.items() if name.startswith("metrics")) == len(BY_NAME)


def test_rules_of_packages_are_listed_if_there_are_any(install: Install) -> None:
    assert "rules of other packages" not in contents.sections()
    install(SOUND, {"fee_alert.below": "Below"})
    about = "Flag every job under a fixed sum."
    line = f"{about} [package house, house:Below]"
    assert contents.sections()["rules of other packages"] == [("fee_alert.below", line)]
    data = [rule for rule in contents.as_json()["rules"] if rule["package"]]
    assert data == [{"name": "fee_alert.below", "about": about, "package": "house"}]


def test_contents_as_data_have_the_same() -> None:
    data = contents.as_json()
    assert list(data) == ["scenarios", "worlds", "levers", "rules", "metrics"]
    assert data["levers"][1] == {"name": "screening", "about": question("screening")}
    about = "Nothing is looked for, and nothing learned."
    assert data["rules"][1] == {"name": "guidelines.off", "about": about, "package": None}
    metrics = {metric["name"]: metric for metric in data["metrics"]}
    exposed, addressed = metrics["exposed_per_10k"], metrics["addressed_per_10k"]
    assert (exposed["headline"], addressed["headline"]) == (True, False)
    assert (exposed["group"], exposed["unit"], exposed["better"]) == ("fraud exposure", "workers per 10,000", "down")
    assert exposed["about"] == BY_NAME["exposed_per_10k"].formula
