"""The accounts of all frames of every municipality and year; BUIG accounts come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forecast.budget.accounts import Accounts, Basis, BuigAccount, NationalAccount
from forecast.budget.expression import Cell, Expr, Sum, Whole
from forecast.budget.figures import Figures
from forecast.budget.frames import beschut, gemeentelijk, wsw
from forecast.budget.frames.beschut import beschut_lines
from forecast.budget.frames.chain import price_year, year_earlier
from forecast.budget.frames.figures import frame_figures
from forecast.budget.frames.gemeentelijk import gemeentelijk_lines
from forecast.budget.frames.names import (
    BESIDE,
    BUIG,
    GEMEENTELIJK,
    NAMES,
    STATE,
    TOTAAL,
)
from forecast.budget.frames.quantities import Quantities
from forecast.budget.frames.support import support_lines
from forecast.budget.frames.uitvoering import uitvoering_lines
from forecast.budget.frames.wsw import wsw_lines
from forecast.budget.given import Setting, Volumes
from forecast.budget.lines import COST, EUR, INCOME, RESULT, Line, Nation
from forecast.budget.neighbours import Assumptions
from forecast.budget.thresholds import OnlyAbove

BOR = "wsw.bor.effect"
#: Revenue in one frame that is cost in another: it counts once in the sum of all frames.
INTERNAL = (BOR, "participatie.beschut.lks")


@dataclass(frozen=True)
class FrameAccount:
    """The account of one frame of one municipality in one year.

    Attributes
    ----------
    area : str
    year : int
    scenario : str
    frame : str
        ``participatie``, ``uitvoering``, ``gemeentelijk`` or ``totaal``.
    lines : tuple of Line
    baten, lasten, saldo : Cell
        Sums over the lines and their difference (+ is a surplus), eur.
    """

    area: str
    year: int
    scenario: str
    frame: str
    lines: tuple[Line, ...]
    baten: Cell
    lasten: Cell
    saldo: Cell

    def line(self, key: str) -> Line:
        """Return a line by its key."""
        return next(line for line in self.lines if line.key == key)


@dataclass(frozen=True)
class Frames:
    """All frames of a scenario beside the BUIG, and the sum of all.

    Attributes
    ----------
    national : tuple of NationalAccount
        The price index and what the State pays per Wsw unit.
    local : tuple of FrameAccount
        By year, municipality and frame; the sum (``totaal``) last.
    """

    national: tuple[NationalAccount, ...]
    local: tuple[FrameAccount, ...]


@dataclass(frozen=True)
class Paid:
    """What the BUIG of a municipality and year hands to the other frames.

    Attributes
    ----------
    baten, lasten, saldo, vangnet : Cell
        Eur.
    jobs : Cell
        Jobs with loonkostensubsidie, without beschut werk.
    sheltered : Cell or None
        Loonkostensubsidie for beschut werk, eur.
    """

    baten: Cell
    lasten: Cell
    saldo: Cell
    vangnet: Cell
    jobs: Cell
    sheltered: Cell | None


def build_frames(
    accounts: Accounts, volumes: Volumes, quantities: Quantities, assumptions: Assumptions,
    setting: Setting,
) -> Frames:
    """Return the frames of the central path: formulas with their values.

    Parameters
    ----------
    accounts : Accounts
        Of the BUIG, whose prices the other frames share.
    volumes : Volumes
        One draw.
    quantities : Quantities
        One draw.
    assumptions : Assumptions
    setting : Setting
    """
    basis = accounts.basis
    f = frame_figures(basis.figures, volumes, quantities, assumptions, setting, assumptions.number)
    paid = {(a.year, a.area): handed(f, a) for a in accounts.local}
    chains = price_chain(f, volumes.years, quantities)
    return Frames(
        tuple(NationalAccount(y, f.scenario, one.lines) for y, one in chains.items()),
        tuple(frame_accounts(f, basis, chains, quantities, paid)),
    )


def handed(f: Figures, account: BuigAccount) -> Paid:
    """Return what a BUIG account hands to the other frames."""
    known = {line.key: line.cell for line in account.lines}
    return Paid(
        account.baten, account.lasten, account.saldo, account.vangnet,
        known.get("buig.lks.banen_overig", f.cell("buig.lks.banen", account.area)),
        known.get("buig.lks.beschut"),
    )


def price_chain(f: Figures, years: tuple[int, ...], quantities: Quantities) -> dict[int, Nation]:
    """Return the national chain of the frames by year."""
    chain: dict[int, Nation] = {}
    for year in years:
        chain[year] = price_year(f, year, chain.get(year - 1), quantities.has(wsw.NEEDED))
    return chain


def frame_accounts(
    f: Figures, basis: Basis, chains: Mapping[int, Nation], quantities: Quantities,
    paid: Mapping[tuple[int, str], Paid],
) -> Iterator[FrameAccount]:
    """Yield the frames of each year and municipality, the sum of all frames behind them."""
    for year, chain in chains.items():
        for area in quantities.municipalities:
            lines = _lines(f, basis.nations[year], chain, quantities, area, year,
                           paid[year, area])
            found = [
                _account(f, area, year, frame, tuple(x for x in lines if x.frame == frame))
                for frame in BESIDE
            ]
            yield from found
            yield _together(f, area, year, found, paid[year, area])


def _lines(
    f: Figures, nation: Nation, chain: Nation, quantities: Quantities, area: str, year: int,
    buig: Paid,
) -> list[Line]:
    lines: list[Line] = []
    if quantities.has(wsw.NEEDED):
        lines += wsw_lines(f, chain, area, year)
    if buig.sheltered is not None and quantities.has(beschut.NEEDED):
        lines += beschut_lines(f, chain, nation, area, year, buig.sheltered)
    ago = year_earlier(f, area, year, quantities.years[0])
    lines += support_lines(f, chain, area, year, buig.jobs, ago)
    lines += uitvoering_lines(f, chain, area, year, ago)
    fee = next((x.cell for x in lines if x.key == BOR), None)
    return [*lines, *gemeentelijk_lines(f, chain, area, year, fee)]


def _account(
    f: Figures, area: str, year: int, frame: str, lines: tuple[Line, ...]
) -> FrameAccount:
    def total(side: str) -> Cell:
        terms = tuple(x.cell for x in lines if x.side == side)
        return f.define(f"{frame}.{side}", area, year, Sum(terms), EUR)

    baten, lasten = total(INCOME), total(COST)
    saldo = f.define(f"{frame}.saldo", area, year, baten - lasten, EUR)
    return FrameAccount(area, year, f.scenario, frame, lines, baten, lasten, saldo)


def _together(
    f: Figures, area: str, year: int, found: list[FrameAccount], buig: Paid
) -> FrameAccount:
    """Return the sum of all frames, in which what one frame pays another counts once.

    What the BOR brings in above work inside is paid by the municipalities themselves: it improves
    the agency on paper only, and neither the sum nor the State frames together count it.
    """
    sums = {BUIG: (buig.baten, buig.lasten)} | {a.frame: (a.baten, a.lasten) for a in found}
    saldi = {BUIG: buig.saldo} | {a.frame: a.saldo for a in found}

    def line(key: str, label: str, side: str, cell: Cell) -> Line:
        return Line(key, label, side, cell, False, TOTAAL)

    internal = [x.cell for a in found for x in a.lines if x.key in INTERNAL]
    lines = []
    for at, side in enumerate((INCOME, COST)):
        for frame, both in sums.items():
            key = f"totaal.{side}.{frame}"
            lines.append(line(key, f"{NAMES[frame]}: {side}", side,
                              f.define(key, area, year, both[at], EUR)))
        if internal:
            key = f"totaal.{side}.onderling"
            lines.append(line(key, "Onderling betaald (BOR; LKS voor beschut werk)", side,
                              f.define(key, area, year, -Sum(tuple(internal)), EUR)))
    municipal = sums[GEMEENTELIJK][1]
    state: Expr = Sum(tuple(saldi[frame] for frame in STATE))
    own = f.define("totaal.bijdrage", area, year, municipal - state, EUR)
    extra = [x.cell for a in found for x in a.lines if x.key == BOR]
    if extra:
        # what the municipalities pay above the value of the work is no gain for them together; an
        # entered municipal budget already bears it
        unpaid = OnlyAbove(extra[0], 1 - f.cell(gemeentelijk.ENTERED, area, year), Whole(0))
        lines.append(line("totaal.baten.bor", "BOR boven intern werk: betalen de gemeenten zelf",
                          INCOME, f.define("totaal.baten.bor", area, year, -unpaid, EUR)))
        state = state - extra[0]
    after = f.define("totaal.bijdrage_na_vangnet", area, year, own - buig.vangnet, EUR)
    three = f.define("totaal.rijkskaders", area, year, state, EUR)
    lines += [
        line("totaal.rijkskaders", "Saldo van de drie rijkskaders samen", RESULT, three),
        line("totaal.bijdrage", "Bijdrage van de gemeente (eigen lasten min saldo rijkskaders)",
             RESULT, own),
        line("totaal.bijdrage_na_vangnet", "Bijdrage van de gemeente ná vangnet", RESULT, after),
    ]
    return _account(f, area, year, TOTAAL, tuple(lines))
