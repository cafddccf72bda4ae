"""A made-up run with the shape of a real one: about 2,795 people and € 40 mln a year."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd

from forecast.budget.expression import Cell, Expr, key_of
from forecast.budget.thresholds import Between
from forecast.ensemble import Ensemble
from forecast.outputs.report import (
    NATION,
    Account,
    AccountLine,
    Assumption,
    Cause,
    Change,
    FindingRow,
    Note,
    Odds,
    Report,
    ScenarioResult,
    SourceRow,
)
from forecast.periods import month, months

_SPEC = importlib.util.spec_from_file_location(
    "fake_groups", Path(__file__).with_name("fake_groups.py"))
_GROUPS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_GROUPS)

STOCKS = (1948, 356, 491)
SHARES = (0.482, 0.090, 0.105)
NAMES = ("Assen", "Aa en Hunze", "Tynaarlo")
SCENARIOS = (
    ("basis", "Basis: MEV 2020", "", 0.0),
    ("gunstig", "Gunstig: CEP 2020", "", -0.02),
    ("ongunstig", "Ongunstig: CPB juni 2020", "met kennis van later", 0.06),
    ("vierde", "Vierde scenario", "", 0.01),
    ("vijfde", "Vijfde scenario", "", 0.03),
)
FLOWS = ("instroom", "instroom.nieuw", "instroom.herinstroom", "instroom.statushouders",
         "uitstroom", "uitstroom.werk", "uitstroom.onderneming", "uitstroom.onderwijs",
         "uitstroom.aow", "uitstroom.overig", "uitstroom.geheel_of_gedeeltelijk",
         "deeltijd.nieuw")


def make_report(
    municipalities: tuple[str, ...] = NAMES,
    whole: str = "WPDA",
    scenarios: int = 3,
    years: tuple[int, ...] = (2020, 2021, 2022, 2023),
    draws: int = 200,
    edition: str = "2019-12-1",
    scale: float = 1.0,
    budget_factor: float = 1.0,
    notes: tuple[Note, ...] = (),
    groups: bool = True,
) -> Report:
    """Return a report; `budget_factor` makes everybody rich or poor."""
    size = len(municipalities)
    stocks = [int(STOCKS[i % 3] * scale) for i in range(size)]
    shares = [SHARES[i % 3] * scale * budget_factor for i in range(size)]
    last = month(years[0] - 1, 12)
    results = tuple(
        _scenario(n, t, lab, dev, municipalities, whole, stocks, shares, years, last, draws,
                  groups)
        for n, t, lab, dev in SCENARIOS[:scenarios]
    )
    return Report(
        data_name="wpda", title="Werkplein Drentsche Aa", whole=whole,
        municipalities=municipalities, years=years, last_month=last, observed=False,
        edition=edition, version="0.1.0", run_id="a1b2c3d4e5f6", seed=2020, draws=draws,
        scenarios=results,
        macro_published={(years[0], "voorlopig"): 6_147_400_000.0,
                         (years[0] - 1, "definitief"): 5_882_100_000.0},
        sources=(
            SourceRow("cpb-mev-2020", "Macro Economische Verkenning 2020", "CPB", "2019-09-17",
                      "https://www.cpb.nl/macro-economische-verkenning-mev-2020"),
            SourceRow("cbs-37789", "Bijstandsuitkeringen", "CBS", "2020-02-28",
                      "https://opendata.cbs.nl/#/CBS/nl/dataset/37789ksz"),
            SourceRow("eigen", "=1+1 is geen formule", "@iedereen", "2019", ""),
        ),
        changes=(Change("Saldo 2020 WPDA (basis)", "€ −1,71 mln", "€ −1,63 mln"),),
        previous="2019-11-1",
        findings=(FindingRow("stand sluit op stromen", "groen", "bijstand_maand.csv",
                             "alle maanden sluiten", ""),
                  FindingRow("voorlopige maanden", "geel", "bijstand_maand_nl.csv",
                             "drie maanden zijn voorlopig", "draai opnieuw in mei")),
        notes=notes or (Note("Reactie op werkloosheid",
                    "+2,7 % in hetzelfde jaar en +3,6 % een jaar later per procentpunt "
                    "(standaardfout 1,3 elk; 20 jaarpunten)."),
               Note("Instroom", "Tot de volgende versie: één gedempte-trend-ETS op logaritmen.")),
        fingerprints={"inputs/wpda/bijstand_maand.csv": "0" * 64},
    )


def _scenario(name, title, label, deviation, names, whole, stocks, shares, years, last, draws,
              groups):
    rng = np.random.Generator(np.random.SFC64(7))
    index = months(month(years[0] - 2, 1), month(years[-1], 12))
    past = int((index <= last).sum())
    ahead = len(index) - past
    path = np.ones(len(index))
    path[:past] = np.linspace(1.06, 1.0, past)
    path[past:] = 1 - 0.012 * np.linspace(0, 1, ahead) + deviation * np.linspace(0, 1, ahead)
    stock = np.round(np.outer(path, stocks) * 10) / 10
    stock[:past] = np.round(stock[:past])
    width = np.zeros(len(index))
    width[past:] = np.linspace(0.01, 0.09, ahead)
    noise = rng.standard_normal((draws, 1, 1)) * width[None, :, None]
    drawn = np.round(stock[None] * np.exp(noise))

    central: dict[str, np.ndarray] = {
        "bijstand.stand": stock,
        "bijstand.uitkeringen": stock / 1.177,
    }
    ensembles = {
        "bijstand.stand": Ensemble(drawn, index, names, "personen", False),
        "bijstand.uitkeringen": Ensemble(drawn / 1.177, index, names, "uitkeringen", False),
    }
    shifts = np.diff(stock, axis=0, prepend=stock[:1])
    parts = {f: np.outer(np.ones(len(index)), stocks) * r for f, r in zip(
        FLOWS, (0, 0.018, 0.004, 0.003, 0, 0.009, 0.001, 0.002, 0.002, 0.011, 0.016, 0.004),
        strict=True)}
    parts["instroom"] = sum(
        parts[f"instroom.{k}"] for k in ("nieuw", "herinstroom", "statushouders")
    )
    parts["uitstroom.overig"] = (
        parts["instroom"]
        - shifts
        - sum(parts[f"uitstroom.{k}"] for k in ("werk", "onderneming", "onderwijs", "aow"))
    )
    parts["uitstroom"] = parts["instroom"] - shifts
    for flow, values in parts.items():
        central[f"bijstand.{flow}"] = values
        ensembles[f"bijstand.{flow}"] = Ensemble(
            np.repeat(values[None], draws, axis=0), index, names, "personen", True
        )
    frames = {k: pd.DataFrame(v, index=index, columns=list(names)) for k, v in central.items()}
    accounts = _accounts(name, frames["bijstand.uitkeringen"], names, shares, years, deviation)
    money, odds = _money(accounts, names, whole, years, draws, rng, ensembles)
    targets, figures, promises = (), (), None
    if groups:
        others = [frames[f"bijstand.uitstroom.{k}"] for k in ("onderneming", "onderwijs")]
        work = frames["bijstand.uitstroom.geheel_of_gedeeltelijk"] - sum(others)
        more = _GROUPS.groups(names, whole, years, last, draws, work)
        frames |= more[0]
        ensembles |= more[1]
        targets, figures, promises = more[2:]
    return ScenarioResult(
        name=name, title=title, label=label, description=f"Het scenario {title}.",
        central=frames, ensembles=ensembles, accounts=accounts, money=money, odds=odds,
        causes=(Cause("buig.aandeel|" + names[0], f"BUIG-aandeel {names[0]}", 0.46),
                Cause("buig.macro.basisfout", "Landelijke basisfout van het macrobudget", 0.22),
                Cause("economie.werkloosheid", "Werkloosheid", 0.14),
                Cause("bijstand.beginstand.factor", "Beginstand", 0.08)),
        assumptions=_assumptions(names, shares, years, deviation),
        resolved={"economie.werkloosheid": {"2020": 3.5}},
        targets=targets, figures=figures, promises=promises,
    )


def _leaf(name, value, unit, area="", year=None, status="aanname"):
    return Cell(key_of(name, area, year), value, unit, None, status, "eigen")


def _accounts(scenario, benefits, names, shares, years, deviation):
    found, price = [], _leaf("buig.prijs.allin", 15400.0, "eur per uitkering", status="afgeleid")
    growth = _leaf("buig.prijs.groei", 0.025, "aandeel")
    error = _leaf("buig.macro.basisfout", 0.001, "aandeel")
    limits = (_leaf("vangnet.drempel", 0.075, "aandeel", status="feit"),
              _leaf("vangnet.bovengrens", 0.125, "aandeel", status="feit"))
    refund = _leaf("vangnet.vergoeding_trede1", 0.5, "aandeel", status="feit")
    ioaw: dict[str, Cell] = {}
    for i, year in enumerate(years):
        price = Cell(key_of("buig.prijs", "", year), price.value * 1.025, "eur per uitkering",
                     price * (growth + 1), "aanname", "formule")
        volume = _leaf("volume.uitkeringen", 390_000.0 * (1 + deviation * i / 5), "uitkeringen",
                       "Nederland", year, "raming")
        macro = _define("buig.macro", "", year, price * volume * (error + 1), "eur")
        lks_share = _leaf("buig.lks.landelijk_aandeel", 0.024, "aandeel")
        pw = _define("buig.prijs.pw", "", year, price * (1 - lks_share), "eur per uitkering")
        chain = tuple(
            AccountLine(c.key.split("|")[0], label, "keten", c, c.unit, c.status, "formule")
            for c, label in ((volume, "Landelijk volume"), (price, "All-in prijs per uitkering"),
                             (macro, "Macrobudget definitief (verwacht)"),
                             (pw, "Prijs per Pw-uitkering"))
        )
        found.append(Account(NATION, year, chain))
        for name, share in zip(names, shares, strict=True):
            count = _leaf("volume.uitkeringen",
                          float(benefits[name][benefits.index.year == year].mean()),
                          "uitkeringen", name, year, "raming")
            part = _leaf("buig.aandeel", share, "%", name)
            local = _leaf("buig.prijs.lokaal", 1.0, "factor")
            jobs = _leaf("buig.lks.banen", 130 * share / 0.677, "banen", name)
            amount = _leaf("lks.bedrag", 11_400.0 * 1.02**i, "eur per baan", "", year, "afgeleid")
            older = _leaf("buig.ioaw_ioaz.stand", 165 * share / 0.677, "uitkeringen", name)
            falling = _leaf("buig.ioaw_ioaz.daling", 0.11, "aandeel")
            back = _leaf("buig.terugvordering.aandeel", 0.015, "aandeel")
            budget = _define("buig.budget", name, year, part * macro / 100, "eur")
            benefit = _define("buig.pw", name, year, count * pw * local, "eur")
            opening = ioaw.get(name, older)
            ioaw_stock = _define("buig.ioaw_ioaz.aantal", name, year, opening * (1 - falling),
                                 "uitkeringen")
            ioaw[name] = ioaw_stock
            lines = (
                _line("buig.budget", "BUIG-budget", "baten", budget),
                _line("buig.pw", "Algemene bijstand (Pw)", "lasten", benefit),
                _line("buig.ioaw", "IOAW en IOAZ", "lasten",
                      _define("buig.ioaw", name, year, ioaw_stock * pw, "eur")),
                _line("buig.lks", "Loonkostensubsidie", "lasten",
                      _define("buig.lks", name, year, jobs * amount, "eur")),
                _line("buig.terugvordering", "Terugvordering", "lasten",
                      _define("buig.terugvordering", name, year, -(benefit * back), "eur")),
            )
            cost = sum(float(line.amount.value) for line in lines[1:])
            lasten = Cell(key_of("buig.lasten", name, year), cost, "eur",
                          lines[1].amount + lines[2].amount + lines[3].amount + lines[4].amount,
                          "aanname", "formule")
            deficit = lasten - budget
            supplement = (Between(deficit, limits[0] * budget, limits[1] * budget) * refund
                          + Between(deficit, limits[1] * budget))
            found.append(Account(name, year, lines, supplement))
    return tuple(found)


def _define(name: str, area: str, year: int, expr: Expr, unit: str) -> Cell:
    return Cell(key_of(name, area, year), float(expr.value), unit, expr, "aanname", "formule")


def _line(key, label, side, amount):
    return AccountLine(key, label, side, amount, "eur", amount.status, "eigen")


def _money(accounts, names, whole, years, draws, rng, ensembles):
    by_place = {(a.area, a.year): a for a in accounts}
    wide = (draws, len(years), len(names))
    periods = pd.PeriodIndex([str(y) for y in years], freq="Y")
    income = np.array([[by_place[n, y].total("baten") for n in names] for y in years])
    cost = np.array([[by_place[n, y].total("lasten") for n in names] for y in years])
    baten = income[None] * np.exp(0.07 * rng.standard_normal(wide))
    lasten = cost[None] * np.exp(0.04 * rng.standard_normal(wide))
    saldo = baten - lasten
    vangnet = np.maximum(0, -saldo - 0.075 * baten) * 0.5
    money = {
        f"budget.{k}": Ensemble(v, periods, names, "eur", True)
        for k, v in (("buig.baten", baten), ("buig.lasten", lasten), ("buig.saldo", saldo),
                     ("vangnet", vangnet))
    }
    odds = []
    for j, area in enumerate((*names, whole)):
        one = saldo.sum(axis=2) if area == whole else saldo[:, :, j]
        extra = vangnet.sum(axis=2) if area == whole else vangnet[:, :, j]
        share = 0.7 if area == whole else None
        for i, year in enumerate(years):
            odds.append(Odds(
                area, year, float((one[:, i] >= 0).mean()),
                float((one[:, i] + extra[:, i] >= 0).mean()),
                float(np.maximum(0, -one[:, i]).mean()),
                max(0.0, -float(np.quantile(one[:, i], 0.2))),
                max(0.0, -float(np.quantile(one[:, i], 0.1))),
                share or 0.5,
            ))
    return money, tuple(odds)


def _assumptions(names, shares, years, deviation):
    none = tuple(None for _ in years)

    def row(key, meaning, unit, values, place="", low=None, high=None, direct=True,
            status="aanname", least=0.0, most=1e9, note=""):
        return Assumption(key, meaning, unit, place, values, low, high, least, most, direct,
                          status, "eigen", note)

    rows = [
        row("economie.werkloosheid", "Werkloosheid (CPB)", "%",
            tuple(3.5 + 0.1 * i + 20 * deviation for i in range(len(years))), direct=False,
            status="raming", most=25.0),
        row("bijstand.herinstroom.werk", "Terugkeer binnen een jaar na uitstroom naar werk",
            "aandeel", (0.2,), low=0.09, high=0.29, direct=False, most=1.0),
        row("buig.prijs.allin", "Prijs per uitkering, all-in, landelijk, 2019",
            "eur per uitkering", (15400.0,), low=14938.0, high=15862.0, status="afgeleid",
            least=10_000.0, most=30_000.0, note="Geijkt op de landelijke rekening."),
        row("buig.prijs.groei", "Groei van de prijs per jaar", "aandeel", (0.025,), low=0.015,
            high=0.04, least=-0.05, most=0.1),
        row("buig.prijs.lokaal", "Lokale prijs ten opzichte van de landelijke", "factor", (1.0,),
            low=0.97, high=1.03, least=0.7, most=1.3),
        row("buig.macro.basisfout", "Landelijke basisfout", "aandeel", (0.001,), least=-0.2,
            most=0.2),
        row("buig.lks.landelijk_aandeel", "Aandeel loonkostensubsidie, landelijk", "aandeel",
            (0.024,), most=0.2),
        row("buig.ioaw_ioaz.daling", "Jaarlijkse daling IOAW en IOAZ", "aandeel", (0.11,),
            most=0.5),
        row("buig.terugvordering.aandeel", "Terugvordering als deel van de lasten", "aandeel",
            (0.015,), most=0.2),
        row("vangnet.drempel", "Vangnet: drempel (artikel 74 Pw)", "aandeel", (0.075,),
            status="feit", most=1.0),
        row("verdict.grens_groen", "Kans vanaf waar het oordeel groen is", "kans", (0.7,),
            most=1.0),
        row("verdict.grens_oranje", "Kans vanaf waar het oordeel oranje is", "kans", (0.3,),
            most=1.0),
    ]
    for name, share in zip(names, shares, strict=True):
        rows += [
            row("buig.aandeel", "Aandeel in het macrobudget", "%", (share,), name, share * 0.91,
                share * 1.09, most=100.0),
            row("buig.lks.banen", "Banen met loonkostensubsidie", "banen", (130 * share / 0.677,),
                name, 90 * share / 0.677, 170 * share / 0.677, most=1e5),
            row("buig.ioaw_ioaz.stand", "Uitkeringen IOAW en IOAZ", "uitkeringen",
                (165 * share / 0.677,), name, most=1e5),
            row("buig.budget.definitief", "Definitief BUIG-budget", "eur", none, name, most=1e10),
            row("buig.budget.voorlopig", "Voorlopig BUIG-budget", "eur", none, name, most=1e10),
        ]
    return tuple(rows)
