"""The BUIG in every draw: the same lines as the central path, with draws in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from forecast.budget import vangnet
from forecast.budget.accounts import Accounts, Basis
from forecast.budget.buig import (
    complete,
    local_accounts,
    macro_chain,
    national_chain,
    own_estimates,
    with_mean_error,
)
from forecast.budget.expression import Cell, Number
from forecast.budget.figures import Figures, figures
from forecast.budget.given import Setting, Volumes
from forecast.budget.income import anchor
from forecast.budget.lines import Nation
from forecast.budget.macro import NationalSaldo, national_saldo, volume_surprise
from forecast.budget.neighbours import Array, Assumptions
from forecast.budget.share import shocks
from forecast.ensemble import Ensemble

#: Steps that the other frames take from an account: jobs, and the subsidy for beschut werk.
HANDED = ("buig.lks.banen_overig", "buig.lks.beschut")


@dataclass(frozen=True)
class BuigOutcome:
    """What every draw costs and receives.

    Attributes
    ----------
    years : tuple of int
    municipalities : tuple of str
    baten, lasten, saldo, vangnet : ndarray, (draws, years, municipalities)
        Eur. `vangnet` stands in the year of the deficit, before the test over three years.
    macro, national_volume : ndarray, (draws, years)
        Definitive macro budget in eur; benefits Pw, IOAW and IOAZ in the whole country.
    national : NationalSaldo
        Before a published preliminary budget speaks; see `forecast.budget.combine`.
    share : ndarray, (draws, years, municipalities)
        % of the macro budget.
    chances : mapping of str to ndarray, (draws,)
        What chance decided outside the assumptions, for the split of the variance: ``toeval.macro``
        and ``toeval.aandeel|<municipality>``, the mean over the years.
    basis : Basis
        Cells and national chain with the draws in them, for the other frames.
    handed : mapping of (key, year, municipality) to Cell
        What those frames take from an account, see `HANDED`.
    """

    years: tuple[int, ...]
    municipalities: tuple[str, ...]
    baten: Array
    lasten: Array
    saldo: Array
    vangnet: Array
    macro: Array
    national_volume: Array
    national: NationalSaldo
    share: Array
    chances: Mapping[str, Array]
    basis: Basis
    handed: Mapping[tuple[str, int, str], Cell]

    @property
    def after(self) -> Array:
        """Saldo with the vangnet of the same year, eur."""
        return self.saldo + self.vangnet

    def ensembles(self) -> dict[str, Ensemble]:
        """Return the results by name, by year and municipality, eur."""
        index = pd.PeriodIndex([str(year) for year in self.years], freq="Y")
        found = {
            "budget.buig.baten": self.baten,
            "budget.buig.lasten": self.lasten,
            "budget.buig.saldo": self.saldo,
            "budget.vangnet": self.vangnet,
            "budget.vangnet.kas": vangnet.cash(self.vangnet, self.years),
        }
        return {
            name: Ensemble(values.copy(), index, self.municipalities, "eur", flow=True)
            for name, values in found.items()
        }


def outcome(
    central: Volumes, drawn: Volumes, assumptions: Assumptions, setting: Setting, seed: int,
) -> BuigOutcome:
    """Return the BUIG of every draw.

    Parameters
    ----------
    central : Volumes
        The central path, which the macro budget expects.
    drawn : Volumes
        The draws; benefits of the municipalities and of the country from the same economy.
    assumptions : Assumptions
    setting : Setting
    seed : int
    """
    draws = drawn.draws

    def read(key: str, area: str | None) -> Number:
        return assumptions.draw(seed, draws, key, area)

    f = figures(drawn, assumptions, setting, read)
    chain = national_chain(f, drawn)
    middle = figures(central, assumptions, setting, assumptions.number)
    middle = with_mean_error(middle, central.years, assumptions)
    expected = national_chain(middle, central)
    national = _national(chain, expected, drawn, assumptions, seed)
    factors = {
        area: _share_factors(drawn, assumptions, setting, area, seed)
        for area in drawn.municipalities
    }
    f = complete(f, chain, drawn, setting).having(
        _drawn_cells(f, drawn, national, factors)
    )
    nations = macro_chain(f, chain, setting, own_estimates(middle, expected))
    shape = (draws, len(drawn.years), len(drawn.municipalities))
    stack = {key: np.empty(shape) for key in ("baten", "lasten", "saldo", "vangnet", "share")}
    handed: dict[tuple[str, int, str], Cell] = {}
    for account in local_accounts(f, nations, drawn, setting):
        at = (slice(None), drawn.years.index(account.year),
              drawn.municipalities.index(account.area))
        for key in ("baten", "lasten", "saldo", "vangnet"):
            stack[key][at] = getattr(account, key).value
        stack["share"][at] = account.line("buig.aandeel.jaar").cell.value
        handed |= {(line.key, account.year, account.area): replace(line.cell, definition=None)
                   for line in account.lines if line.key in HANDED}
    return BuigOutcome(
        drawn.years, drawn.municipalities, **stack,
        macro=_by_year(nations, "buig.macro", draws),
        national_volume=_by_year(nations, "buig.nl.volume", draws),
        national=national,
        chances={
            "toeval.macro": national.values.mean(axis=1),
            **{f"toeval.aandeel|{area}": part.mean(axis=1) for area, part in factors.items()},
        },
        basis=Basis(f, nations),
        handed=handed,
    )


def gap(accounts: Accounts, result: BuigOutcome) -> pd.DataFrame:
    """Return mean over draws less central saldo, eur: years by municipalities.

    The vangnet bends and prices meet volumes, so the two differ; the product shows by how much.
    """
    central = np.empty(result.saldo.shape[1:])
    for account in accounts.local:
        at = result.years.index(account.year), result.municipalities.index(account.area)
        central[at] = account.saldo.value
    found = result.saldo.mean(axis=0) - central
    return pd.DataFrame(found, index=list(result.years), columns=list(result.municipalities))


def _national(
    chain: dict[int, Nation], expected: dict[int, Nation], drawn: Volumes,
    assumptions: Assumptions, seed: int,
) -> NationalSaldo:
    middle = _by_year(expected, "buig.nl.volume_lasten", 1)[0]
    volume = _by_year(chain, "buig.nl.volume_lasten", drawn.draws)
    # the stock of IOAW and IOAZ is known at the start, so last year's volume needs only the rest
    before = drawn.national_before + drawn.ioaw_ioaz_national
    return national_saldo(
        volume_surprise(volume, middle, before),
        assumptions.number("buig.macro.volgt"),
        assumptions.number("buig.macro.basisfout"),
        assumptions.number("buig.macro.basisfout_sd"),
        seed, drawn.years,
    )


def _share_factors(
    drawn: Volumes, assumptions: Assumptions, setting: Setting, area: str, seed: int
) -> Array:
    first = drawn.years[0]
    out = np.ones((drawn.draws, len(drawn.years)))
    for y, year in enumerate(drawn.years):
        base, _ = anchor(setting, area, year, first)
        moved = tuple(range(base + 1, year + 1))
        if moved:
            out[:, y] = shocks(assumptions, seed, drawn.draws, area, moved)[:, -1]
    return out


def _drawn_cells(
    f: Figures, drawn: Volumes, national: NationalSaldo, factors: dict[str, Array]
) -> list[Cell]:
    cells = []
    for y, year in enumerate(drawn.years):
        cells.append(f.given("buig.macro.basisfout", national.values[:, y], "deel van het budget",
                             "", year))
        cells += [
            f.given("buig.aandeel.schok", factor[:, y], "factor", area, year)
            for area, factor in factors.items()
        ]
    return cells


def _by_year(nations: dict[int, Nation], key: str, draws: int) -> Array:
    columns = [np.broadcast_to(n.cell(key).value, (draws,)) for n in nations.values()]
    return np.stack(columns, axis=1)
