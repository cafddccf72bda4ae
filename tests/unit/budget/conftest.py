"""A small agency of three municipalities: hand-made neighbours for the budget."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pytest

from forecast import chance
from forecast.budget import Quantities, Setting, Sheltered, Volumes
from forecast.budget.expression import Cell, Expr

AREAS = ("Assen", "Aa en Hunze", "Tynaarlo")
YEARS = (2020, 2021, 2022, 2023)
BENEFITS = {"Assen": 1694.0, "Aa en Hunze": 308.0, "Tynaarlo": 373.0}
NATIONAL_2019 = 359_883.0
IOAW_2019 = 23_500.0
MACRO = {
    (2018, "definitief"): 6216.0e6, (2019, "voorlopig"): 6219.7e6,
    (2019, "definitief"): 6072.6e6, (2020, "voorlopig"): 6147.4e6,
}

NUMBERS = {
    ("buig.aandeel", "Assen"): (0.482, 0.439, 0.525),
    ("buig.aandeel", "Aa en Hunze"): (0.090, 0.082, 0.098),
    ("buig.aandeel", "Tynaarlo"): (0.105, 0.0955, 0.1145),
    ("buig.lks.banen", "Assen"): (92.0, 64.0, 120.0),
    ("buig.lks.banen", "Aa en Hunze"): (15.0, 10.0, 20.0),
    ("buig.lks.banen", "Tynaarlo"): (23.0, 16.0, 30.0),
    ("buig.ioaw_ioaz.stand", "Assen"): (110.0, 100.0, 120.0),
    ("buig.ioaw_ioaz.stand", "Aa en Hunze"): (25.0, 20.0, 30.0),
    ("buig.ioaw_ioaz.stand", "Tynaarlo"): (30.0, 25.0, 35.0),
    ("buig.aandeel.schok_sd", None): (0.03,),
    ("buig.aandeel.modelwijziging_kans", None): (0.2,),
    ("buig.aandeel.modelwijziging_sd", None): (0.09,),
    ("buig.prijs.allin", None): (15_400.0,),
    ("buig.prijs.lokaal", None): (1.0, 0.97, 1.03),
    ("buig.prijs.groei", None): (0.025, 0.015, 0.04),
    ("buig.macro.basisfout", None): (0.001,),
    ("buig.macro.basisfout_sd", None): (0.031,),
    ("buig.macro.volgt", None): (0.5,),
    ("buig.macro.uitname_vangnet", None): (0.0,),
    ("buig.macro.gewicht_voorlopig", None): (0.5, 0.2, 0.8),
    ("buig.lks.loonwaarde", None): (0.5,),
    ("buig.lks.uren", None): (25.5,),
    ("buig.lks.landelijk_aandeel", None): (0.024,),
    ("buig.bbz.landelijk_aandeel", None): (0.010,),
    ("buig.terugvordering.aandeel", None): (0.015,),
    ("buig.ioaw_ioaz.daling", None): (0.11, 0.05, 0.15),
}
LAW = {
    "vangnet.drempel_uitgebreid": 1.0,
    "vangnet.drempel": 0.075, "vangnet.bovengrens": 0.125, "vangnet.vergoeding_trede1": 0.5,
    "vangnet.vergoeding_trede2": 1.0, "vangnet.meerjareneis": 0.075,
    "verdeelmodel.ondergrens_inwoners": 15_000.0,
    "verdeelmodel.bovengrens_inwoners": 40_000.0, "verdeelmodel.lks_op_realisatie": 0.0,
    "lks.maximum": 0.7,
    "lks.werkgeverslasten": 0.235, "lks.volle_werkweek": 36.0, "vakantietoeslag.wml": 0.08,
    "beschut.begeleiding": 8500.0, "beschut.uren_per_plek": 31.0,
}
DATED_LAW = {
    "liv.per_uur": {2020: 0.51, 2021: 0.49, 2022: 0.78, 2023: 0.0},
    "liv.maximum": {2020: 1000.0, 2021: 960.0, 2022: 1520.0, 2023: 0.0},
    "beschut.bonus": {2020: 3000.0, 2021: 0.0, 2022: 0.0, 2023: 0.0},
}
FRAME_NUMBERS = {
    ("wsw.rijk.bedrag", None): (24_600.0,),
    ("wsw.rijk.sneller", None): (0.0, -0.005, 0.02),
    ("wsw.subsidieresultaat", None): (-3000.0, -4500.0, -2000.0),
    ("wsw.liv.aandeel", None): (0.5, 0.3, 0.7),
    ("wsw.liv.uren", None): (1872.0,),
    ("wsw.liv.in_resultaat", None): (954.72,),  # 1872 x 0.51
    ("wsw.operationeel_resultaat", None): (446.0, -1000.0, 1500.0),
    ("wsw.exploitatie.vast", None): (0.5, 0.25, 0.75),
    ("wsw.opbrengst.intern", None): (4500.0,),
    ("wsw.opbrengst.groepsdetachering", None): (8500.0,),
    ("wsw.opbrengst.individuele_detachering", None): (11_000.0,),
    ("wsw.opbrengst.begeleid_werken", None): (11_000.0,),
    ("wsw.opbrengst.bor", None): (5000.0,),
    ("beschut.begeleiding.kosten", None): (10_500.0, 8500.0, 14_000.0),
    ("beschut.opbrengst", None): (5500.0, 3500.0, 8000.0),
    ("beschut.loonwaarde", None): (0.35, 0.3, 0.45),
    ("beschut.loon.boven_wml", None): (0.0,),
    ("nieuw.vergoeding", None): (3000.0,),
    ("nieuw.begeleiding.kosten", None): (3200.0, 2400.0, 4000.0),
    ("reintegratie.vergoeding", None): (1511.0,),
    ("reintegratie.besteding", None): (1.0, 0.95, 1.05),
    ("uitvoering.kosten", None): (2883.0, 2400.0, 3400.0),
    ("uitvoering.vergoeding", None): (2700.0,),
    ("uitvoering.caseload", None): (60.0,),
    ("uitvoering.loon", None): (70_000.0,),
    ("uitvoering.overhead", None): (0.35,),
    ("uitvoering.vast", None): (0.5, 0.2, 0.8),
    ("gemeentelijk.bijzondere_bijstand", None): (900.0, 600.0, 1300.0),
    ("gemeentelijk.meedoen", None): (250.0, 150.0, 400.0),
    ("gemeentelijk.bedrijfsvoering", None): (300.0, 150.0, 500.0),
}
#: Of Assen: at the opening, and the means of the years.
GROUPS = {
    "wsw.se": (200, (190, 180, 170, 160)),
    "wsw.se.rijk": (198, (180, 171, 162, 154)),
    "wsw.fte": (160, (152, 144, 136, 128)),
    "wsw.personen.intern": (100, (90, 80, 72, 64)),
    "wsw.personen.groepsdetachering": (60, (57, 54, 51, 48)),
    "wsw.personen.individuele_detachering": (40, (38, 36, 34, 32)),
    "wsw.personen.begeleid_werken": (10, (10, 9, 9, 8)),
    "wsw.personen.bor": (0, (15, 15, 15, 15)),
    "beschut.taakstelling": (18, (20, 24, 28, 32)),
    "beschut.plekken": (14, (16, 22, 28, 30)),
    "beschut.personen": (16, (18, 25, 32, 34)),
    "beschut.uren": (434, (496, 682, 868, 930)),
}
SIZES = {"Assen": 1.0, "Aa en Hunze": 0.2, "Tynaarlo": 0.25}


@dataclass(frozen=True)
class Assumed:
    """Numbers with a band, as the scenarios give them."""

    numbers: dict
    budgets: dict = field(default_factory=dict)
    steps: dict = field(default_factory=dict)
    scenario: str = "basis"

    def _place(self, key, area):
        return area if (key, area) in self.numbers else None

    def number(self, key, municipality=None):
        return self.numbers[key, self._place(key, municipality)][0]

    def in_year(self, key, year, municipality=None):
        return self.budgets.get((key, municipality, year))

    def path(self, key, months, municipality=None):
        when, later = self.steps.get(key, (months[-1] + 1, 0.0))
        return np.where(months < when, self.number(key, municipality), later)

    def value(self, key, municipality=None):
        place = self._place(key, municipality)
        return SimpleNamespace(status="aanname", source="proef", municipality=place)

    def draw(self, seed, draws, key, municipality=None):
        place = self._place(key, municipality)
        band = self.numbers[key, place]
        if len(band) == 1:
            return np.full(draws, band[0])
        middle, low, high = band
        u = chance.uniforms(seed, f"aanname.{key}.{place or ''}", (draws,))
        return chance.between(u, low, middle, high)

    def but(self, changes):
        return replace(self, numbers={**self.numbers, **changes})

    def certain(self):
        return replace(self, numbers={k: v[:1] for k, v in self.numbers.items()})


@dataclass(frozen=True)
class SmallLaw:
    """The rules since 2019, the minimum wage of 2019, and what changes by the year."""

    dated: dict = field(default_factory=dict)

    def entry(self, key, when, known=None):
        dated = DATED_LAW | self.dated
        if key == "wml.maand":
            value = 1615.8 if when.month < 7 else 1635.6
        else:
            value = dated[key][when.year] if key in dated else LAW[key]
        return SimpleNamespace(value=value, status="feit", source="wet")


def make_volumes(growth=-0.02, national_growth=-0.02, spread=0.0, draws=1):
    """Falling caseloads; with `spread`, national and local draws that share half their noise."""
    rng = np.random.default_rng(7)
    steps = np.arange(1, len(YEARS) + 1)
    common = spread * rng.standard_normal((draws, len(YEARS))).cumsum(axis=1)
    local = spread * rng.standard_normal((draws, len(YEARS), len(AREAS))).cumsum(axis=1)
    base = np.array([BENEFITS[a] for a in AREAS])
    path = (1 + growth) ** steps
    benefits = base * (path[None, :, None] * np.exp(common[..., None] + local))
    national = NATIONAL_2019 * (1 + national_growth) ** steps * np.exp(common)
    reference = NATIONAL_2019 * 0.98**steps  # the same whatever the economy of the scenario
    return Volumes(YEARS, AREAS, benefits, np.tile(base, (draws, 1)), national, NATIONAL_2019,
                   IOAW_2019, reference)


def make_quantities(draws=1, spread=0.0):
    """Wsw and beschut werk; with `spread` each draw, municipality and year has its own noise."""
    rng = np.random.default_rng(8)
    sizes = np.array([SIZES[a] for a in AREAS])
    values, opening = {}, {}
    for name, (first, path) in GROUPS.items():
        noise = np.exp(spread * rng.standard_normal((draws, len(YEARS), len(AREAS))))
        values[name] = np.outer(path, sizes) * noise
        opening[name] = np.tile(first * sizes, (draws, 1))
    return Quantities(YEARS, AREAS, values, opening)


def with_sheltered(volumes, quantities):
    """Return the volumes with the beschut werk of these quantities, if they have any."""
    groups = quantities.values
    if "beschut.uren" not in groups:
        return volumes
    return replace(volumes, sheltered=Sheltered(groups["beschut.personen"], groups["beschut.uren"]))


def place(cell: Cell) -> str:
    """Write a cell as its key in brackets, so that a formula can be read."""
    return "[" + cell.key.rstrip("|") + "]"


@pytest.fixture
def assumed():
    return Assumed(NUMBERS)


@pytest.fixture
def assumed_all(assumed):
    """Return the assumptions of the BUIG and of the frames beside it."""
    return assumed.but(FRAME_NUMBERS)


@pytest.fixture
def law():
    return SmallLaw()


@pytest.fixture
def setting(law):
    people = {"Assen": 67_963, "Aa en Hunze": 25_386, "Tynaarlo": 33_698}
    return Setting(law, people, MACRO, {})


@pytest.fixture
def on_own_spending(setting):
    """Loonkostensubsidie is divided by own spending from 2022, and no budget is published."""
    key = "verdeelmodel.lks_op_realisatie"
    law = SmallLaw({key: {year: float(year >= 2022) for year in YEARS}})
    return replace(setting, law=law, published={})


@pytest.fixture
def sheltered():
    return with_sheltered


@pytest.fixture
def volumes():
    return make_volumes


@pytest.fixture
def quantities():
    return make_quantities


@pytest.fixture
def recalculate():
    """Return the value that another engine gives to an expression over leaves."""
    import formualizer

    def run(expr: Expr) -> float:
        book = formualizer.Workbook()
        sheet = "Blad"
        book.add_sheet(sheet)
        at: dict[str, int] = {}

        def put(cell: Cell) -> str:
            if cell.key not in at:
                at[cell.key] = len(at) + 1
                row = at[cell.key]
                if cell.definition is None:
                    book.set_value(sheet, row, 1, float(cell.value))
                else:
                    book.set_formula(sheet, row, 1, "=" + cell.definition.formula(put))
            return f"A{at[cell.key]}"

        text = expr.formula(put)
        book.set_formula(sheet, 1, 2, "=" + text)
        book.evaluate_all()
        return float(book.evaluate_cell(sheet, 1, 2))

    return run
