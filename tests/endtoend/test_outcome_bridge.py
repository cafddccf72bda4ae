"""The bridge from an edition to what happened: planted changes come back in their own steps."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from forecast.cli import main
from forecast.cli.app import cache_folder
from forecast.cycle.editions import opened
from forecast.inputs import National, load_national
from forecast.inputs.outcome_file import COUNTS, SIDES, read_outcome
from forecast.outputs.bridges import Bridge
from forecast.project.between import Edition
from forecast.project.economy import PATH, REFERENCE
from forecast.project.fitting import Fitter
from forecast.project.happened import FLOWS, bridge_to
from forecast.project.money import central_money
from forecast.project.past import Past, learn
from forecast.project.store import Store
from forecast.project.whatif import WhatIf
from forecast.scenarios.paths import DatedPath, Point

SEED = 2020
PLACES, YEARS = ("Voorbeeldstad", "Proefdorp"), (2020, 2021)
SPAN = pd.period_range("2020-01", "2021-12", freq="M")
NEW = FLOWS[0][0]
ECONOMY = "Economie: de werkelijke werkloosheid"
PRICE = "Prijs per uitkering, met LKS en overige lasten"
MACRO, SHARE = "Budget BUIG: macrobudget", "Budget BUIG: aandeel"
CENT = 0.01
#: Counts are whole people: a mean of month-ends is at most this far from what it is made of.
WHOLE = 0.5


@dataclass(frozen=True)
class Held:
    """An edition on disk and read anew, and the national facts as its scenario saw them coming."""

    folder: Path
    edition: Edition
    past: Past
    national: National
    table: pd.DataFrame

    def monthly(self, variable: str) -> pd.DataFrame:
        return self._wide(variable, [str(m) for m in SPAN])

    def yearly(self, variable: str) -> np.ndarray:
        return self._wide(variable, [str(y) for y in YEARS]).to_numpy()

    def per_person(self) -> np.ndarray:
        """Return what a person in the stock costs in a year, eur."""
        return self.yearly("budget.buig.lasten") / self.yearly("bijstand.stand")

    def _wide(self, variable: str, periods: list[str]) -> pd.DataFrame:
        own = self.table[self.table["variabele"] == variable]
        return own.pivot_table("waarde", "periode", "gebied").loc[periods, list(PLACES)]

    def bridge(self, file: Path, national: National | None = None) -> Bridge:
        data = self.edition.house.data
        fact = read_outcome(file, data.names, data.last_month + 1)
        return bridge_to(self.edition, fact, national or self.national, lambda _: self.past, SEED)


@pytest.fixture(scope="module")
def project(project_to_read, tmp_path_factory):
    """Return a project with edition een."""
    root = shutil.copytree(project_to_read, tmp_path_factory.mktemp("uitkomst") / "project")
    assert main([str(w) for w in (
        "run", "basis", "--inputs", "voorbeeld", "--project", root, "--draws", 20,
        "--no-sensitivity", "--edition", "een")]) == 0
    return root


@pytest.fixture(scope="module")
def held(project):
    """Return that edition, with the unemployment that its scenario expected as what came."""
    folder = project / "outputs/voorbeeld/een"
    table = pd.read_csv(folder / "results.csv", dtype={"periode": str})
    with opened(folder, "basis", None) as edition:
        past = learn(edition.house, Fitter(store=Store(cache_folder())), SEED)
        national = as_foreseen(load_national(project), edition, past)
        yield Held(folder, edition, past, national, table[table["statistiek"] == "verwacht"])


def as_foreseen(national: National, edition: Edition, past: Past, more: float = 0.0) -> National:
    """Return national facts in which unemployment went as the scenario said, or lay higher."""
    ours, table = edition.pair[0], national["werkloosheid_maand"]
    path = dict(zip(past.months, ours.path(PATH, past.months) + more, strict=True))
    # before the first month it lay at the reference, from which the scenario counts
    return with_table(national, "werkloosheid_maand", table.assign(
        waarde=[path.get(month, ours.number(REFERENCE)) for month in table["maand"]]))


def with_table(national: National, name: str, table: pd.DataFrame) -> National:
    return replace(national, tables=MappingProxyType({**national.tables, name: table}))


def whole(flow: pd.Series) -> np.ndarray:
    """Return a flow in whole people; what is rounded off goes on to the next month."""
    return np.diff(np.round(flow.to_numpy().cumsum()), prepend=0.0)


def write_outcome(held: Held, path: Path, *, more: dict[str, int] | None = None,
                  price: float = 1.0, budget: float = 1.0, frames: tuple[str, ...] = ()) -> Path:
    """Write what came out: as the edition said, in whole people, but for what is planted.

    `more` : new inflow a month on top, by municipality. `price`, `budget` : factors on the costs
    per benefit and on the income of the BUIG. `frames` : others, a tenth dearer than foretold.
    """
    rows = []
    for place, name in enumerate(PLACES):
        opening = held.edition.house.data.monthly("stand").iloc[-1][name]
        flows = {column: whole(held.monthly(variable)[name])
                 for _, _, column, variable in FLOWS}
        flows["instroom_nieuw"] = flows["instroom_nieuw"] + (more or {}).get(name, 0)
        stock = opening + sum((sign * flows[column] for _, sign, column, _ in FLOWS)).cumsum()
        per_person = (held.monthly("bijstand.uitkeringen") / held.monthly("bijstand.stand"))[name]
        counts = flows | {"stand": stock, "uitkeringen": np.round(stock * per_person.to_numpy())}
        rows += [(name, month, variable, f"{value:.0f}") for variable, values in counts.items()
                 for month, value in zip(SPAN, values, strict=True)]
        for at, year in enumerate(YEARS):
            benefits = counts["uitkeringen"][SPAN.year == year].mean()
            each = (held.yearly("budget.buig.lasten") / held.yearly("bijstand.uitkeringen"))
            euros = {"buig.baten": held.yearly("budget.buig.baten")[at, place] * budget,
                     "buig.lasten": each[at, place] * benefits * price}
            for frame in frames:
                euros[f"{frame}.baten"] = held.yearly(f"budget.{frame}.baten")[at, place]
                euros[f"{frame}.lasten"] = held.yearly(f"budget.{frame}.lasten")[at, place] * 1.1
            rows += [(name, year, variable, f"{value:.6f}") for variable, value in euros.items()]
    return write_rows(path, rows)


def write_rows(path: Path, rows: list[tuple[object, ...]]) -> Path:
    table = pd.DataFrame(rows, columns=["gemeente", "periode", "variabele", "waarde"])
    table.assign(bron="verzonnen", status="voorbeeld").to_csv(path, index=False)
    return path


def steps_of(found: Bridge) -> dict[str, np.ndarray]:
    """Return the steps by cause, each by year and municipality."""
    assert found.years == YEARS
    assert len({s.label for s in found.steps}) == len(found.steps)
    return {s.label: np.array([s.amounts[name] for name in PLACES]).T for s in found.steps}


def real_balance(file: Path, frames: tuple[str, ...] = ("buig",)) -> np.ndarray:
    """Return income less costs as the file says, by year and municipality."""
    table = pd.read_csv(file, dtype={"periode": str})
    wide = table.pivot_table("waarde", "periode", ["variabele", "gemeente"])
    wide = wide.loc[[str(y) for y in YEARS]]
    return sum(wide[f"{frame}.baten"][list(PLACES)].to_numpy()
               - wide[f"{frame}.lasten"][list(PLACES)].to_numpy() for frame in frames)


def test_the_steps_add_up_to_the_real_balance_less_the_published_one(held, tmp_path):
    planted = write_outcome(held, tmp_path / "alles.csv", more={"Proefdorp": 5}, price=1.03,
                            budget=1.02)
    # with the unemployment that really came there is one cause more
    for national in (held.national, load_national(held.folder.parents[2])):
        found = held.bridge(planted, national)
        gap = real_balance(planted) - held.yearly("budget.buig.saldo")
        assert np.abs(gap).min() > 1000
        assert np.abs(sum(steps_of(found).values()) - gap).max() < CENT


def test_with_all_frames_the_steps_add_up_and_each_frame_has_steps_of_its_own(held, tmp_path):
    frames = ("buig", "participatie", "uitvoering")
    file = write_outcome(held, tmp_path / "kaders.csv", budget=1.02, frames=frames[1:])
    steps = steps_of(held.bridge(file))
    gap = real_balance(file, frames) - sum(held.yearly(f"budget.{f}.saldo") for f in frames)
    assert np.abs(sum(steps.values()) - gap).max() < CENT
    for frame in frames[1:]:
        # costs a tenth above what was foretold; income as foretold is no step
        dearer = steps[f"{frame.capitalize()}: lasten"]
        assert np.abs(dearer + 0.1 * held.yearly(f"budget.{frame}.lasten")).max() < CENT
    assert not {k: v for k, v in steps.items() if k.endswith(": baten")}


def test_when_all_went_as_foretold_nothing_but_whole_people_is_left(held, tmp_path):
    steps = steps_of(held.bridge(write_outcome(held, tmp_path / "zelfde.csv")))
    assert all(np.abs(step / held.per_person()).max() < WHOLE
               for label, step in steps.items() if label.startswith("Volume"))
    # in euros nothing else was planted: macro budget and share are two sides of one amount
    assert np.abs(steps.get(PRICE, np.zeros(1))).max() < CENT
    assert np.abs(steps[MACRO] + steps[SHARE]).max() < CENT
    assert not any(label.startswith(("Methode", "Economie")) for label in steps)


def test_unemployment_as_foreseen_is_no_step_and_another_is_what_full_runs_say(held, tmp_path):
    file = write_outcome(held, tmp_path / "zelfde.csv")
    assert ECONOMY not in steps_of(held.bridge(file))
    months, pair = held.past.months, held.edition.pair
    worse = as_foreseen(held.national, held.edition, held.past, 1.0)
    found = steps_of(held.bridge(file, worse))[ECONOMY]
    points = tuple(Point(m, float(v) + 1, whole_year=False)
                   for m, v in zip(months, pair[0].path(PATH, months), strict=True))
    raised = tuple(replace(one, values={**one.values, (PATH, None): replace(
        one.values[PATH, None], path=DatedPath(points, "trap"))}) for one in pair)
    what = WhatIf(held.edition.house, held.past, SEED)
    before, after = (what.central(*p).values["budget.buig.saldo"][:2] for p in (pair, raised))
    assert np.abs(after - before).min() > 1000
    assert np.abs(found - (after - before)).max() < CENT


@pytest.mark.parametrize("place", PLACES)
def test_planted_inflow_is_new_inflow_of_that_municipality_and_nothing_else(
    held, tmp_path, place
):
    steps = steps_of(held.bridge(write_outcome(held, tmp_path / "meer.csv", more={place: 5})))
    at, each = PLACES.index(place), held.per_person()
    # five more every month: 5, 10, … 60 at the ends of the first year, and on in the second
    people = np.array([5 * np.arange(1, 13).mean(), 5 * np.arange(13, 25).mean()])
    assert np.abs(steps[NEW][:, at] / each[:, at] + people).max() < WHOLE
    assert np.abs(steps[NEW][:, 1 - at] / each[:, 1 - at]).max() < WHOLE
    for label, step in steps.items():
        if label.startswith("Volume") and label != NEW:
            assert np.abs(step / each).max() < WHOLE, label
    assert np.abs(steps.get(PRICE, np.zeros(1))).max() < CENT


def test_a_planted_price_is_the_price_step_at_the_benefits_of_both_sides(held, tmp_path):
    plain, dear = (steps_of(held.bridge(write_outcome(held, tmp_path / f"{p}.csv", price=p)))
                   for p in (1.0, 1.03))
    expected = -0.03 * held.yearly("budget.buig.lasten")
    # half a benefit of rounding in the mean of both sides
    assert np.abs(dear[PRICE] / expected - 1).max() < WHOLE / held.yearly(
        "bijstand.uitkeringen").min()
    for label in dear.keys() - {PRICE}:
        assert np.abs(dear[label] - plain[label]).max() <= 0.016 * np.abs(plain[label]).max(), label


def test_a_planted_budget_is_the_budget_steps_and_share_alone_when_the_macro_budget_stood(
    held, tmp_path
):
    plain, rich = (write_outcome(held, tmp_path / f"{b}.csv", budget=b) for b in (1.0, 1.02))
    before, after = steps_of(held.bridge(plain)), steps_of(held.bridge(rich))
    extra = 0.02 * held.yearly("budget.buig.baten")
    assert np.abs(after[MACRO] + after[SHARE] - extra).max() < CENT
    assert all(np.abs(after[label] - before[label]).max() < CENT
               for label in before.keys() - {MACRO, SHARE})
    # a macro budget that is two percent above what was foretold explains it whole
    steps = steps_of(held.bridge(rich, with_macro(held, 1.02)))
    assert np.abs(steps[MACRO] - extra).max() < 1
    assert np.abs(steps.get(SHARE, np.zeros(1))).max() < 1
    # and one that came out as foretold leaves it all to the share
    steps = steps_of(held.bridge(rich, with_macro(held, 1.0)))
    assert np.abs(steps[SHARE] - extra).max() < 1
    assert np.abs(steps.get(MACRO, np.zeros(1))).max() < 1


def with_macro(held: Held, factor: float) -> National:
    """Return national facts with final macro budgets at a factor of those of the edition."""
    people, groups = WhatIf(held.edition.house, held.past, SEED).people(*held.edition.pair)
    accounts, _ = central_money(held.edition.house, held.edition.pair[0], people, groups.found)
    told = {n.year: float(n.line("buig.macro").cell.value) / 1e6 for n in accounts.national}
    table = held.national["macrobudget"]
    return with_table(held.national, "macrobudget", table.assign(waarde=[
        told[year] * factor if moment == "definitief" and year in told else value
        for year, moment, value in zip(
            table["jaar"], table["moment"], table["waarde"], strict=True)]))


def test_the_command_shows_the_steps_and_writes_nothing(say, project, held, tmp_path):
    file = write_outcome(held, tmp_path / "uitkomst.csv", more={"Proefdorp": 5}, budget=1.02)
    before = sorted(project.rglob("*"))
    said = say("compare", "een", file, "--inputs", "voorbeeld", "--project", project)
    assert said.code == 0, said.err
    assert "Samen, 2020-2021, scenario basis: van editie een naar de uitkomst." in said.out
    assert "Brug: saldo van de BUIG, alle jaren" in said.out
    # the same steps as asked for directly, with the unemployment that really came
    steps = held.bridge(file, load_national(project)).steps
    assert ECONOMY in {step.label for step in steps}
    shown = said.out[said.out.index("oorzaak"):said.out.index("daarna is het boekhouden")]
    assert re.findall(r"^ *(\S.*?)  +[−\d]", shown, re.MULTILINE) == [
        *(step.label for step in steps), "samen"]
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("year", [2019, 2024])
def test_a_year_that_the_edition_did_not_foretell_is_refused(say, project, tmp_path, year):
    # accounts of 2024 ask for the counts of every month until then
    span = pd.period_range("2020-01", f"{year}-12", freq="M")
    rows = [(place, when, name, 100) for place in PLACES for name in COUNTS for when in span]
    rows += [(place, year, f"buig.{side}", 1000) for place in PLACES for side in SIDES]
    said = say("compare", "een", write_rows(tmp_path / "jaar.csv", rows), "--inputs", "voorbeeld",
               "--project", project)
    assert (said.code, said.out) == (2, "")
    assert f"editie een: de uitkomsten gaan over {year}, de editie over 2020-2023" in said.err
    assert "kies een editie die dat jaar raamde" in said.err
