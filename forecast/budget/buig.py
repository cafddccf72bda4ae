"""The BUIG account of every municipality and year, on the central path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from forecast.budget import share
from forecast.budget.accounts import Accounts, Basis, BuigAccount, NationalAccount
from forecast.budget.combine import combined_lines, influence, own_estimate
from forecast.budget.entered import BALANCE
from forecast.budget.expression import Cell, Expr, Sum
from forecast.budget.figures import NATION, Figures, figures, plain
from forecast.budget.given import Setting, Volumes
from forecast.budget.income import anchor, entered_cells, income_lines, published_cells
from forecast.budget.lines import (
    COST,
    EUR,
    INCOME,
    Line,
    Nation,
    cost_lines,
    national_year,
    subsidies,
    with_macro,
)
from forecast.budget.neighbours import Array, Assumptions
from forecast.budget.norm import norm_chain, norm_lines
from forecast.budget.thresholds import Ratio
from forecast.budget.vangnet import (
    LOOK_BACK,
    Terms,
    over_three_years,
    payment,
    threshold_of,
)


def build_accounts(volumes: Volumes, assumptions: Assumptions, setting: Setting) -> Accounts:
    """Return the accounts of the central path: formulas with their values.

    Parameters
    ----------
    volumes : Volumes
        One draw: the central path.
    assumptions : Assumptions
    setting : Setting
    """
    f = figures(volumes, assumptions, setting, assumptions.number)
    one = [
        f.given("buig.aandeel.schok", 1.0, "factor", area, year, "aanname")
        for area in volumes.municipalities for year in volumes.years
    ]
    f = with_mean_error(f, volumes.years, assumptions)
    chain = national_chain(f, volumes)
    f = complete(f, chain, volumes, setting).having(one)
    nations = macro_chain(f, chain, setting, own_estimates(f, chain))
    return Accounts(
        tuple(NationalAccount(y, f.scenario, nation.lines) for y, nation in nations.items()),
        tuple(local_accounts(f, nations, volumes, setting)),
        Basis(f, nations),
    )


def with_mean_error(f: Figures, years: tuple[int, ...], assumptions: Assumptions) -> Figures:
    """Return the figures with the mean error of the macro budget, as the central path has it."""
    ground = assumptions.value("buig.macro.basisfout")
    mean = assumptions.number("buig.macro.basisfout")
    return f.having([
        f.given("buig.macro.basisfout", mean, "deel van het budget", "", year, ground.status,
                ground.source)
        for year in years
    ])


def own_estimates(f: Figures, chain: dict[int, Nation]) -> dict[int, Cell]:
    """Return by year what the central path would have said when the State set its budget."""
    return {year: own_estimate(f, nation, year) for year, nation in chain.items()}


def national_chain(f: Figures, volumes: Volumes) -> dict[int, Nation]:
    """Return the national chain of every year, still without macro budget."""
    chain: dict[int, Nation] = {}
    for year in volumes.years:
        before = chain.get(year - 1)
        found = national_year(f, year, before)
        if volumes.per_benefit is not None:
            found = Nation((*found.lines, *norm_chain(f, year, before)))
        chain[year] = found
    return chain


def complete(f: Figures, chain: dict[int, Nation], volumes: Volumes, setting: Setting) -> Figures:
    """Return the figures with published and entered budgets and the index of own spending."""
    cells = published_cells(f, setting, volumes.years)
    for m, area in enumerate(volumes.municipalities):
        cells += entered_cells(f, setting, area)
        for y, year in enumerate(volumes.years):
            base, _ = anchor(setting, area, year, volumes.years[0])
            index = np.ones(volumes.draws)
            if year > base and y >= share.LAG:
                # a share follows the spending of two years earlier, and so does the one it rests on
                index = share.volume_index(
                    *_moment(f, volumes, y - share.LAG, m),
                    *_moment(f, volumes, base - share.LAG - volumes.years[0], m))
            cells.append(f.given("volume.eigen_index", plain(index), "verhouding", area, year))
    return f.having(cells)


def macro_chain(
    f: Figures, chain: dict[int, Nation], setting: Setting, own: dict[int, Cell]
) -> dict[int, Nation]:
    """Return the national chain with the macro budgets; `own` is that of the central path."""
    out = {}
    for year, nation in chain.items():
        known = (year, "definitief") in setting.published
        published = f.cell("macro.definitief", "", year) if known else None
        combined = combined_lines(own[year], influence(f, own[year], setting, year))
        out[year] = with_macro(f, nation, year, published, combined)
    return out


def local_accounts(
    f: Figures, nations: dict[int, Nation], volumes: Volumes, setting: Setting
) -> Iterator[BuigAccount]:
    """Yield the account of each year and municipality; one at a time, draws take room."""
    stock = {m: f.cell("buig.ioaw_ioaz.stand", m) for m in volumes.municipalities}
    balances: dict[tuple[int, str], Cell] = {
        (year, area): f.given(BALANCE, one.amount, EUR, area, year, "feit", one.source)
        for (year, area), one in setting.balances.items() if area in stock
    }
    shorts: dict[tuple[int, str], Expr] = {
        (year, area): Ratio(one, f.cell("buig.budget.definitief", area, year))
        for (year, area), one in balances.items()
        if (year, area, "definitief") in setting.entered
    }
    own: dict[str, dict[int, Cell]] = {area: {} for area in stock}
    for year in volumes.years:
        for area in volumes.municipalities:
            cost = cost_lines(f, nations[year], area, year, stock[area])
            stock[area] = cost[0].cell
            own[area][year] = subsidies(cost)
            income = income_lines(f, nations, setting, area, year, own[area])
            before = tuple(balances.get((year - back, area)) for back in (2, 1))
            parts = tuple(shorts[year - back, area] for back in range(1, LOOK_BACK + 1)
                          if (year - back, area) in shorts)
            checks = () if volumes.per_benefit is None else norm_lines(
                f, nations[year], area, year)
            account = _account(f, nations[year], area, year, income + cost + checks, before, parts)
            balances[year, area] = _remembered(account.saldo)
            shorts[year, area] = _remembered(account.saldo_part)
            yield account


def _remembered(saldo: Cell) -> Cell:
    """Return a balance for later years; one of draws without all that it was made of."""
    return saldo if np.ndim(saldo.value) == 0 else replace(saldo, definition=None)


def _account(
    f: Figures, nation: Nation, area: str, year: int, lines: tuple[Line, ...],
    before: tuple[Cell | None, ...], parts: tuple[Expr, ...],
) -> BuigAccount:
    def total(key: str, side: str) -> Cell:
        terms = tuple(line.cell for line in lines if line.side == side)
        return f.define(key, area, year, Sum(terms), EUR)

    def wet(key: str) -> Cell:
        return f.cell(f"wet.vangnet.{key}", "", year)

    threshold: Expr = wet("drempel")
    if np.all(np.less(wet("drempel_uitgebreid").value, 1)):
        threshold = threshold_of(threshold, wet("drempel_uitgebreid"), parts)
    terms = Terms(threshold, wet("bovengrens"), wet("vergoeding_trede1"),
                  wet("vergoeding_trede2"))
    baten, lasten = total("buig.baten", INCOME), total("buig.lasten", COST)
    saldo = f.define("buig.saldo", area, year, baten - lasten, EUR)
    part = f.define("buig.saldo_deel", area, year, Ratio(saldo, baten), "deel van het budget")
    rule, test = over_three_years(payment(baten, -saldo, terms), (*before, saldo), baten,
                                  wet("meerjareneis"))
    pay = f.define("buig.vangnet", area, year, rule, EUR, "Participatiewet art. 74")
    after = f.define("buig.saldo_na_vangnet", area, year, saldo + pay, EUR)
    even = f.define("buig.aandeel.evenwicht", area, year,
                    Ratio(lasten, nation.cell("buig.macro")) * 100, "% van het macrobudget")
    return BuigAccount(area, year, f.scenario, lines, baten, lasten, saldo, part, pay, after, even,
                       test)


def _moment(f: Figures, volumes: Volumes, y: int, m: int) -> tuple[Array, Array]:
    """Return benefits Pw, IOAW and IOAZ of a municipality and of the nation in year `y`.

    `y` counts from the first year; below 0 it is the year before.
    """
    y = max(y, -1)
    own, nation = (
        (volumes.benefits_before[:, m], np.full(volumes.draws, volumes.national_before))
        if y < 0 else (volumes.benefits[:, y, m], volumes.national[:, y])
    )
    stay = 1 - np.asarray(f.cell("buig.ioaw_ioaz.daling").value)
    older = stay**y * (1 + stay) / 2
    stock, stocks = (np.asarray(f.cell("buig.ioaw_ioaz.stand", area).value)
                     for area in (volumes.municipalities[m], NATION))
    return own + stock * older, nation + stocks * older
