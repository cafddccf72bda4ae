"""The wiring: which room hands what to which, in the order in which data flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from forecast import __version__
from forecast.ensemble import Ensemble
from forecast.errors import ForecastError, Problem, raise_all
from forecast.outputs.report import (
    NATION,
    PARTICIPATIE,
    Account,
    AccountLine,
    Report,
    ScenarioResult,
)
from forecast.project import register
from forecast.project.agreed import faults, targets_of, uncounted
from forecast.project.answers import causes_of, odds_of, together_of
from forecast.project.comparing import bridges
from forecast.project.economy import economy_of
from forecast.project.fitting import Fitter
from forecast.project.groups import groups_of
from forecast.project.history import with_history
from forecast.project.house import House, look
from forecast.project.local import local_factors
from forecast.project.models import models_of
from forecast.project.money import Money, macro_published, money_of, setting_of
from forecast.project.notes import notes
from forecast.project.past import Past, learn
from forecast.project.people import people_of
from forecast.project.promises import promises_of
from forecast.project.run import Run
from forecast.project.sensitive import Question, beside
from forecast.project.track import track_record
from forecast.project.whatif import WhatIf
from forecast.scenarios import Assumptions, resolve, resolve_reference

if TYPE_CHECKING:
    from forecast.budget import Line

Judged = TypeVar("Judged")

__all__ = ["House", "Run", "calculate", "enter", "look", "resolve_all", "scenario_of"]


def enter(root: Path, inputs: str, scenarios: tuple[str, ...] = ()) -> House:
    """Read a data set; stop on a red finding in its quality report or on a scenario with a fault.

    Raises
    ------
    ForecastError
        As `look`, or with every red finding and every problem of the scenarios.
    """
    house = look(root, inputs)
    problems = [Problem(f.where, f.what, f.hint) for f in house.findings if f.level == "rood"]
    problems += faults(house.data)
    try:
        resolve_all(house, scenarios)
    except ForecastError as error:
        problems += error.problems
    raise_all(problems)
    return house


def resolve_all(
    house: House, scenarios: tuple[str, ...]
) -> dict[str, tuple[Assumptions, Assumptions]]:
    """Return the assumptions of every scenario, for the data set and for its national twin.

    Raises
    ------
    ForecastError
        With the problems of all scenarios at once.
    """
    found: dict[str, tuple[Assumptions, Assumptions]] = {}
    problems: list[Problem] = []

    def kept(judge: Callable[[], Judged]) -> Judged | None:
        try:
            return judge()
        except ForecastError as error:
            problems.extend(p for p in error.problems if p not in problems)
            return None

    for name in scenarios or house.data.scenarios:
        ours = kept(partial(resolve, house.root, house.data, name))
        nation = kept(partial(resolve_reference, house.root, house.twin, house.data, name))
        if ours is not None and nation is not None:
            found[name] = ours, nation
            # real budgets and the groups are judged with the rest, before any work
            kept(partial(setting_of, house, ours))
            kept(partial(models_of, house, ours))
    if problems:
        raise ForecastError(problems)
    return found


def calculate(
    house: House, run: Run, tell: Callable[[str], None], fitter: Fitter | None = None
) -> Report:
    """Return everything that a reader gets to see of a run.

    Parameters
    ----------
    house : House
        Checked facts.
    run : Run
    tell : callable
        Receives a short Dutch sentence at each stage.
    fitter : Fitter, optional
        Where fits are kept between runs; without it they live as long as the process.

    Raises
    ------
    ForecastError
        Scenarios, history, cohorts or law do not reach; nothing was written.
    """
    data = house.data
    said = resolve_all(house, run.scenarios)
    tell("economie en instroom schatten…")
    fits = fitter or Fitter(workers=run.workers)
    past = learn(house, fits, run.seed)
    results, found = [], None
    question = Question(WhatIf(house, past, run.seed), next(iter(said.values())), ranged=True)
    with beside(question) if run.tornado else nullcontext() as tornado:
        for name, (ours, nation) in said.items():
            tell(f"scenario {name} doorrekenen…")
            results.append(scenario_of(house, run, past, ours, nation))
        between = bridges(WhatIf(house, past, run.seed), list(said.values()))
        if tornado is not None:
            tell("gevoeligheid doorrekenen…")
            found = tornado()
    files = _files(house, [ours for ours, _ in said.values()])
    return Report(
        data_name=data.name,
        title=data.title,
        whole=data.whole,
        municipalities=data.names,
        years=data.years,
        last_month=data.last_month,
        observed=bool((data.tables["bijstand_maand"]["status"] == "feit").all()),
        edition=run.edition,
        version=__version__,
        run_id=_run_id(run, said, files),
        seed=run.seed,
        draws=run.draws,
        scenarios=tuple(results),
        macro_published=macro_published(house),
        sources=register.source_rows(
            [house.data.sources, house.national.sources, house.law.sources]
            + [ours.sources for ours, _ in said.values()]
        ),
        changes=(),
        previous="",
        findings=register.finding_rows(house.findings),
        notes=notes(past, house, [ours for ours, _ in said.values()], results, run.seed),
        fingerprints=files,
        budgeted=register.budgeted_rows(data.tables),
        uncounted=uncounted(data, results[0].targets),
        bridges=between,
        tornado=found,
        track=track_record(past.record, past.stock, house.national, fits, results[0].nation),
    )


def scenario_of(
    house: House, run: Run, past: Past, ours: Assumptions, nation: Assumptions
) -> ScenarioResult:
    """Return everything of one scenario; `nation` is what it says about the country."""
    seed, draws, years = run.seed, run.draws, house.data.years
    economy = economy_of(ours, past.response, past.months, seed, draws)
    local = local_factors(house.data, past.local, ours)
    models = models_of(house, ours)
    people = people_of(house, past, ours, nation, economy, local, models, run)
    groups = groups_of(house, ours, models, people, run)
    money = money_of(house, ours, people, groups, seed)
    central, drawn = people.central | groups.central, people.drawn | groups.drawn
    response = past.response.draw(seed, draws)
    targets = targets_of(house.data, with_history(house.data, central), drawn)
    return ScenarioResult(
        name=ours.scenario,
        title=ours.title,
        label=ours.label,
        description=ours.description,
        central={k: _path(e) for k, e in with_history(house.data, central).items()},
        ensembles=with_history(house.data, drawn),
        accounts=_accounts(money),
        money=money.ensembles(),
        odds=odds_of(money, house.data.whole),
        causes=causes_of(
            money, ours, economy, response, local, seed, house.data.tables["vervang_mij"]
        ),
        assumptions=register.assumption_rows(ours, years, house.data.tables),
        resolved=register.resolved(ours),
        nation=_path(people.nation_central).iloc[:, 0],
        targets=targets,
        promises=promises_of(house.data, targets, drawn),
        figures=groups.figures,
        together=together_of(money, house.data.whole),
    )


def _path(one: Ensemble) -> pd.DataFrame:
    return pd.DataFrame(one.values[0], index=one.periods, columns=list(one.groups))


def _accounts(money: Money) -> tuple[Account, ...]:
    def lines(found: tuple[Line, ...]) -> tuple[AccountLine, ...]:
        return tuple(
            AccountLine(x.key, x.label, x.side, x.cell, x.unit, x.status, x.source, x.open_ended)
            for x in found
        )

    frames = money.frames
    nation = (Account(NATION, n.year, lines(n.lines)) for n in money.accounts.national)
    prices = (Account(NATION, n.year, lines(n.lines), frame=PARTICIPATIE) for n in frames.national)
    local = (
        Account(a.area, a.year, lines(a.lines), a.vangnet, a.untested)
        for a in money.accounts.local
    )
    beside = (Account(a.area, a.year, lines(a.lines), frame=a.frame) for a in frames.local)
    return (*nation, *prices, *local, *beside)


def _files(house: House, said: list[Assumptions]) -> dict[str, str]:
    """Return the fingerprint of every file that the run rests on, by path."""
    found = dict(house.data.fingerprints)
    for more in (house.twin.fingerprints, house.national.fingerprints, house.law.fingerprints):
        found |= more
    for assumptions in said:
        found |= assumptions.files
    return dict(sorted(found.items()))


def _run_id(run: Run, scenarios: Iterable[str], files: dict[str, str]) -> str:
    """Return a short name that differs as soon as input, seed, draws or version differ."""
    told = [__version__, str(run.seed), str(run.draws), *scenarios]
    told += [f"{path}={mark}" for path, mark in files.items()]
    return sha256("\n".join(told).encode()).hexdigest()[:12]
