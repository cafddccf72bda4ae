"""The frames beside the BUIG on the central path, against figures by hand (Assen, 2020).

The index of 2020 is 1.025; benefits 1694 x 0.98 = 1660.12; minimum wage 1625.70 x 1.025.
"""

import dataclasses

import formualizer
import numpy as np
import pytest

from forecast.budget import EnteredBudget, Quantities, build_accounts, build_frames
from forecast.budget.expression import FREE_NUMBERS, walk

YEARS, AREAS = (2020, 2021, 2022, 2023), ("Assen", "Aa en Hunze", "Tynaarlo")
FRAMES = ("participatie", "uitvoering", "gemeentelijk", "totaal")
WAGE = 1666.3425
FULL_TIME = WAGE * 1.08 * 1.235 * 12  # 26,670.81 a year
PLACE = FULL_TIME * 31 / 36  # 22,966.53


class Book:
    """All cells of the frames, and their values by name."""

    def __init__(self, frames):
        self.local = frames.local
        self.made = [line.cell for one in (*frames.national, *frames.local) for line in one.lines]
        self.made += [c for one in frames.local for c in (one.baten, one.lasten, one.saldo)]
        self.cells = {cell.key: cell for cell in walk(*self.made)}

    def __call__(self, name, year=2020, area="Assen"):
        return self.cells[f"{name}|{area}|{year}|basis"].value

    def recalculated(self, edits=()):
        """Return all values by key as another engine calculates them, after edits in leaves."""
        engine, at = formualizer.Workbook(), {key: n for n, key in enumerate(self.cells, start=1)}
        engine.add_sheet("Blad")
        for key, cell in self.cells.items():
            if cell.definition is None:
                engine.set_value("Blad", at[key], 1, float(dict(edits).get(key, cell.value)))
            else:
                text = cell.definition.formula(lambda used: f"A{at[used.key]}")
                engine.set_formula("Blad", at[key], 1, "=" + text)
        engine.evaluate_all()
        return {key: float(engine.get_value("Blad", row, 1)) for key, row in at.items()}


@pytest.fixture
def book(volumes, quantities, sheltered, assumed_all, setting):
    def build(numbers=(), groups=(), given=None, law=(), entered=(), steps=(), without=(),
              opening=()):
        """Build the frames with other general assumptions, groups (everywhere), law or budgets."""
        assumptions = dataclasses.replace(
            assumed_all.but({(key, None): (x,) for key, x in dict(numbers).items()}),
            steps=dict(steps))
        found = quantities()
        shape = found.values["wsw.se"].shape
        values = found.values | {k: np.broadcast_to(np.reshape(x, (-1, 1)), shape)
                                 for k, x in dict(groups).items()}
        begin = found.opening | {k: np.full((1, len(AREAS)), x) for k, x in dict(opening).items()}
        kept = Quantities(YEARS, AREAS, *(
            {k: x for k, x in part.items() if not k.startswith(tuple(without))}
            for part in (values, begin)))
        given = sheltered(volumes() if given is None else given, kept)
        at = dataclasses.replace(
            setting, law=Changed(setting.law, dict(law)),
            frames={key: EnteredBudget(x, "brief") for key, x in dict(entered).items()})
        accounts = build_accounts(given, assumptions, at)
        return Book(build_frames(accounts, given, kept, assumptions, at))

    return build


@dataclasses.dataclass
class Changed:
    """A law with other values."""

    law: object
    values: dict

    def entry(self, key, when, known=None):
        found = self.law.entry(key, when, known)
        found.value = self.values.get(key, found.value)
        return found


def near(x):
    return pytest.approx(x, rel=1e-9, abs=1e-5)


# --- Wsw -----------------------------------------------------------------------------------------


def test_golden_wsw_of_assen_2020(book):
    found = book()
    by_hand = {
        "participatie.wsw.rijk": 4_538_700.0,  # 180 expected units x 24,600 x 1.025
        "participatie.wsw.liv": 72_558.72,  # 152 jobs x 0.5 x (1872 x 0.51)
        # 152 x (27,600 x 1.025 x 200/160 + 954.72 x 0.5) = 152 x (35,362.50 + 477.36)
        "participatie.wsw.loon": 5_447_658.72,
        "participatie.wsw.opbrengst.intern": 415_125.0,  # 90 x 4500 x 1.025
        "participatie.wsw.opbrengst.groepsdetachering": 496_612.5,  # 57 x 8500 x 1.025
        "participatie.wsw.opbrengst.individuele_detachering": 428_450.0,  # 38 x 11,000 x 1.025
        "participatie.wsw.opbrengst.begeleid_werken": 112_750.0,  # 10 x 11,000 x 1.025
        "participatie.wsw.opbrengst.bor": 76_875.0,  # 15 x 5000 x 1.025
        # opening: 450,000 + 510,000 + 440,000 + 110,000 - 200 x 446
        "wsw.exploitatie.begin": 1_420_800.0,
        # half of it fixed, half with 190 of 200 units: 1,420,800 x 0.975 x 1.025
        "participatie.wsw.exploitatie": 1_419_912.0,
        "wsw.subsidieresultaat.jaar": -836_400.0,  # 4,538,700 + 72,558.72 - 5,447,658.72
        "wsw.operationeel_resultaat.jaar": 109_900.5,  # 1,529,812.50 - 1,419,912
        "wsw.bor.effect": 7687.5,  # 15 x (5000 - 4500) x 1.025
    }
    assert {name: found(name) for name in by_hand} == near(by_hand)


def test_first_year_shows_the_assumed_subsidy_result(book):
    """Where the State expects what there is: 190 units x -3000 x 1.025."""
    found = book(groups={"wsw.se": [190.0] * 4, "wsw.se.rijk": [190.0] * 4,
                         "wsw.fte": [152.0] * 4})
    assert found("wsw.subsidieresultaat.jaar") == near(-584_250.0)


def test_wages_follow_the_jobs_at_the_units_per_job_of_the_opening(book):
    """100 jobs x (27,600 x 1.025 x 200/160 + 477.36), whatever the units."""
    found = book(groups={"wsw.fte": [100.0] * 4})
    assert found("participatie.wsw.loon") == near(3_583_986.0)


def test_opening_shows_the_assumed_operating_result(book, quantities):
    start = quantities().opening
    found = book(groups={name: [x[0, 0]] * 4 for name, x in start.items()})
    for n, year in enumerate(YEARS, start=1):
        assert found("wsw.operationeel_resultaat.jaar", year) == near(200 * 446 * 1.025**n)


@pytest.mark.parametrize(("fixed", "part"), [(0.0, 0.80), (0.5, 0.90), (1.0, 1.0)])
def test_only_the_variable_part_of_the_operation_follows_the_units(book, fixed, part):
    """In 2023 there are 160 of 200 units."""
    found = book({"wsw.exploitatie.vast": fixed})
    assert found("participatie.wsw.exploitatie", 2023) == near(1_420_800 * part * 1.025**4)


def test_amount_per_unit_rises_where_the_country_declines_faster(book):
    plan, faster = book(), book({"wsw.rijk.sneller": 0.02})
    for n, year in enumerate(YEARS, start=1):
        assert plan("wsw.rijk.per_se", year, "") == near(24_600 * 1.025**n)
        assert faster("wsw.rijk.per_se", year, "") == near(24_600 * 1.025**n / 0.98**n)
        assert faster("participatie.wsw.loon", year) == plan("participatie.wsw.loon", year)
    # 180 x 24,600 x 1.025 / 0.98 - 4,538,700
    gain = faster("wsw.subsidieresultaat.jaar") - plan("wsw.subsidieresultaat.jaar")
    assert gain == near(92_626.530612)


def test_liv_stops_at_its_maximum_and_with_the_law(book):
    """2000 hours x 0.51 is 1020, at most 1000; 2000 x 0.49 is 980, at most 960; 2023: nothing."""
    found = book({"wsw.liv.uren": 2000.0})
    liv = [found("participatie.wsw.liv", year) for year in YEARS]
    assert liv == near([152 * 500.0, 144 * 480.0, 136 * 760.0, 0.0])
    # wages rest on 954.72 and 1000 comes in: -836,400 + 152 x 0.5 x 45.28
    assert found("wsw.subsidieresultaat.jaar") == near(-832_958.72)
    below = [book()("participatie.wsw.liv", year) for year in YEARS]
    assert below == near([152 * 477.36, 144 * 458.64, 136 * 730.08, 0.0])


def test_the_end_of_the_liv_is_felt_in_full(book):
    """2023: wages rest on the assumed LIV (128 jobs x 0.5 x 954.72) but none of it comes in."""
    stays = book(law={"liv.per_uur": 0.51, "liv.maximum": 1000.0})
    lost = book()("wsw.subsidieresultaat.jaar", 2023) - stays("wsw.subsidieresultaat.jaar", 2023)
    assert lost == near(-61_102.08)
    assert book()("participatie.wsw.loon", 2023) == stays("participatie.wsw.loon", 2023)


def test_result_reckons_with_the_assumed_liv_and_not_with_the_law(book):
    """Without LIV in it: wages 152 x 35,362.50, and all LIV that comes in is above the result."""
    found = book({"wsw.liv.in_resultaat": 0.0})
    assert found("participatie.wsw.loon") == near(5_375_100.0)
    gains = [found("wsw.subsidieresultaat.jaar", y) - book()("wsw.subsidieresultaat.jaar", y)
             for y in YEARS]
    assert gains == near([jobs * 477.36 for jobs in (152, 144, 136, 128)])


def test_bor_fee_moves_money_from_the_municipality_to_the_agency(book):
    """15 people x 1000 more x 1.025 = 15,375; nobody of the BOR worked there at the opening."""
    before, after = book(), book({"wsw.opbrengst.bor": 6000.0})

    def change(name):
        return after(name) - before(name)

    assert change("participatie.saldo") == near(15_375.0)
    assert change("gemeentelijk.lasten") == near(15_375.0)
    assert change("wsw.bor.effect") == near(15_375.0)
    assert change("totaal.baten.bor") == near(-15_375.0)
    for name in ("baten", "lasten", "saldo", "rijkskaders", "bijdrage", "bijdrage_na_vangnet"):
        assert change(f"totaal.{name}") == near(0.0), name


def test_bor_fee_that_an_entered_budget_bears_moves_no_sum_either(book):
    """The fee is in the municipal deficit then, and is not taken off the sum a second time."""
    real = {("gemeentelijk.budget", 2020, "Assen"): 2.5e6}
    before, after = book(entered=real), book({"wsw.opbrengst.bor": 6000.0}, entered=real)

    def change(name):
        return after(name) - before(name)

    assert change("participatie.saldo") == near(15_375.0)
    assert change("gemeentelijk.saldo") == near(-15_375.0)
    assert change("gemeentelijk.baten") == 0.0
    assert change("wsw.bor.effect") == near(15_375.0)
    assert before("totaal.baten.bor") == after("totaal.baten.bor") == 0.0
    for name in ("baten", "lasten", "saldo", "rijkskaders", "bijdrage", "bijdrage_na_vangnet"):
        assert change(f"totaal.{name}") == near(0.0), name
    # another municipality and another year still close at nil, with the fee in their budget
    for year, area in ((2021, "Assen"), (2020, "Tynaarlo")):
        effect = after("wsw.bor.effect", year, area)
        assert effect > 1000
        assert after("totaal.baten.bor", year, area) == near(-effect)


def test_an_entered_municipal_budget_equal_to_the_cost_takes_the_bor_off_once(book):
    """Cost less the BOR above work inside: the sum is then that of a budget that is not entered."""
    rule = book()
    real = {("gemeentelijk.budget", 2020, "Assen"): rule("gemeentelijk.lasten") - 7687.5}
    found = book(entered=real)
    for name in ("baten", "lasten", "saldo", "rijkskaders", "bijdrage"):
        assert found(f"totaal.{name}") == near(rule(f"totaal.{name}")), name


AT_OPENING = {"wsw.personen.bor": 15.0}
#: A municipal budget in every year and municipality, so that none closes by itself.
ALL_ENTERED = {("gemeentelijk.budget", y, a): 2.5e6 for y in YEARS for a in AREAS}


@pytest.mark.parametrize("entered", [{}, ALL_ENTERED], ids=["not entered", "entered"])
@pytest.mark.parametrize("opening", [{}, AT_OPENING], ids=["none before", "15 at the opening"])
@pytest.mark.parametrize("fee", [0.0, 4500.0, 6000.0, 20_000.0])
def test_no_bor_fee_moves_the_municipalities_together(book, fee, opening, entered):
    """In no municipality or year, below the revenue of work inside (4500) or far above it."""
    at = {"opening": opening, "entered": entered}
    before, after = book(**at), book({"wsw.opbrengst.bor": fee}, **at)
    for n, year in enumerate(YEARS, start=1):
        for area, size in zip(AREAS, (1.0, 0.2, 0.25), strict=True):
            for name in ("saldo", "rijkskaders", "bijdrage"):
                assert after(f"totaal.{name}", year, area) == near(
                    before(f"totaal.{name}", year, area))
            gain = 15 * size * (fee - 5000) * 1.025**n
            agency = [x("participatie.saldo", year, area) for x in (before, after)]
            assert agency[1] - agency[0] == near(gain)
            name = "participatie.wsw.exploitatie"
            assert after(name, year, area) == before(name, year, area)


@pytest.mark.parametrize("fee", [0.0, 5000.0, 20_000.0])
def test_bor_at_the_opening_counts_as_work_inside(book, fee):
    """1,420,800 + 15 x 4500, whatever the fee; with 190 of 200 units 0.975 x 1.025 of it."""
    found = book({"wsw.opbrengst.bor": fee}, opening=AT_OPENING)
    assert found("wsw.exploitatie.begin") == near(1_488_300.0)
    assert found("participatie.wsw.exploitatie") == near(1_488_300 * 0.975 * 1.025)


def test_opening_with_bor_shows_the_assumed_result_and_the_bor_above_work_inside(book, quantities):
    start = quantities().opening | {"wsw.personen.bor": np.full((1, 3), 15.0)}
    found = book(groups={name: [x[0, 0]] * 4 for name, x in start.items()}, opening=AT_OPENING)
    for n, year in enumerate(YEARS, start=1):
        assert found("wsw.operationeel_resultaat.jaar", year) == near(
            (200 * 446 + 15 * 500) * 1.025**n)


# --- Beschut werk --------------------------------------------------------------------------------


def test_golden_beschut_of_assen_2020(book):
    """16 places, 496 hours a week, wage value 0.35; the State pays a quota of 20 places."""
    found = book()
    by_hand = {
        "participatie.beschut.rijk": 174_250.0,  # 20 x 8500 x 1.025
        "participatie.beschut.bonus": 48_000.0,  # 16 x 3000, not indexed
        "participatie.beschut.lks": 496 / 36 * 1666.3425 * 0.65 * 1.08 * 1.235 * 12,
        "participatie.beschut.opbrengst": 90_200.0,  # 16 x 5500 x 1.025
        "participatie.beschut.loon": 496 / 36 * 1666.3425 * 1.08 * 1.235 * 12,
        "participatie.beschut.begeleiding": 172_200.0,  # 16 x 10,500 x 1.025
        # 174,250 + 48,000 + 90,200 - 172,200 less 35 % of the wages
        "beschut.resultaat": 140_250.0 - 0.35 * 16 * PLACE,
        "beschut.resultaat.plek": 8765.625 - 0.35 * PLACE,
        # (8712.50 + 3000 + 5637.50 - 10,762.50) / wage of a place
        "beschut.evenwicht": 6587.5 / PLACE,
    }
    assert {name: found(name) for name in by_hand} == near(by_hand)


def test_subsidy_for_beschut_stops_at_seventy_per_cent(book):
    at, below, above = (book({"beschut.loonwaarde": v})("participatie.beschut.lks")
                        for v in (0.3, 0.2, 0.31))
    assert below == near(at) == near(0.7 * 16 * PLACE)
    assert above == near(0.69 * 16 * PLACE)


@pytest.mark.parametrize("value", [0.30, 0.5, 0.7, 1.0])
def test_wage_value_of_beschut_moves_money_within_the_municipality_only(book, value):
    """Within the subsidy: what the BUIG pays more, participatie receives."""
    before, after = book(), book({"beschut.loonwaarde": value})
    for year in YEARS:
        for area in AREAS:
            def change(name, year=year, area=area):
                return after(name, year, area) - before(name, year, area)

            more = change("participatie.beschut.lks")
            wages = before("participatie.beschut.loon", year, area)
            assert more == near((0.35 - value) * wages)
            assert change("buig.saldo") == near(-more)
            assert change("participatie.saldo") == near(more)
            for name in ("baten", "lasten", "saldo", "rijkskaders", "bijdrage"):
                assert change(f"totaal.{name}") == near(0.0), name


def test_wage_value_below_the_subsidy_moves_nothing(book):
    """The subsidy stops at 70 %: below a wage value of 0.30 the employer bears the rest."""
    at, below = (book({"beschut.loonwaarde": v}) for v in (0.30, 0.10))
    for name in ("buig.saldo", "participatie.saldo", "totaal.saldo"):
        assert below(name, 2021) == near(at(name, 2021))


def test_state_pays_the_subsidy_where_it_follows_own_spending(book):
    """s = 1: the BUIG pays 0.05 x the wages more and receives it back, participatie gains it."""
    law = {"verdeelmodel.lks_op_realisatie": 1.0}
    before, after = (book({"beschut.loonwaarde": v}, law=law) for v in (0.35, 0.30))
    more = 0.05 * 16 * PLACE
    assert after("buig.lasten") - before("buig.lasten") == near(more)
    assert after("buig.saldo") == near(before("buig.saldo"))
    assert after("participatie.saldo") - before("participatie.saldo") == near(more)
    assert after("totaal.saldo") - before("totaal.saldo") == near(more)


def test_own_wage_value_of_a_municipality_stays_with_it(book, assumed_all):
    assumed_all.numbers["beschut.loonwaarde", "Tynaarlo"] = (0.45,)
    found = book()
    # a quarter of the 496 hours of Assen
    assert found("buig.lks.beschut", area="Tynaarlo") == near(0.55 * 124 / 36 * FULL_TIME)
    assert found("participatie.beschut.lks", area="Tynaarlo") == near(0.55 * 124 / 36 * FULL_TIME)
    assert found("buig.lks.beschut") == near(0.65 * 16 * PLACE)


def test_bonus_only_while_the_law_has_it(book):
    found = book()
    assert [found("participatie.beschut.bonus", y) for y in YEARS] == [48_000.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize("above", [0.0, 0.05])
def test_place_breaks_even_at_the_break_even_wage_value(book, above):
    """Revenue of 8000: (8712.50 + 3000 + 8200 - 10,762.50) / 22,966.53 = 0.398."""
    exact = {"beschut.taakstelling": [10.0] * 4, "beschut.plekken": [10.0] * 4,
             "beschut.uren": [310.0] * 4}

    def at(value):
        return book({"beschut.opbrengst": 8000.0, "beschut.loonwaarde": value,
                     "beschut.loon.boven_wml": above}, exact)

    even = at(0.5)("beschut.evenwicht")
    assert even == near(9150 / PLACE - above)
    assert at(even)("beschut.resultaat.plek") == near(0.0)
    assert at(even + 0.01)("beschut.resultaat") == near(-10 * 0.01 * PLACE)


def test_below_a_wage_value_of_thirty_per_cent_no_place_breaks_even(book):
    exact = {"beschut.taakstelling": [10.0] * 4, "beschut.plekken": [10.0] * 4,
             "beschut.uren": [310.0] * 4}
    even = book(groups=exact)("beschut.evenwicht")
    assert even == near(6587.5 / PLACE)  # 0.287
    found = book({"beschut.loonwaarde": even}, exact)
    assert found("beschut.resultaat.plek") == near(6587.5 - 0.3 * PLACE)  # -302


def test_collective_agreement_from_july_counts_half_a_year(book):
    """4 % above the minimum wage from July 2021: 2 % in 2021, 4 % from 2022."""
    plain = book()
    found = book(steps={"beschut.loon.boven_wml": ("2021-07", 0.04)})
    rise = [found("participatie.beschut.loon", y) / plain("participatie.beschut.loon", y)
            for y in YEARS]
    assert rise == near([1.0, 1.02, 1.04, 1.04])
    even = [found("beschut.evenwicht", y) - plain("beschut.evenwicht", y) for y in YEARS]
    assert even == near([0.0, -0.02, -0.04, -0.04])


def test_no_places_no_result_per_place(book):
    none = {f"beschut.{name}": [0.0] * 4 for name in ("plekken", "personen", "uren")}
    found = book(groups=none)
    assert found("beschut.resultaat.plek") == 0.0
    assert found("beschut.resultaat") == near(174_250.0)  # the State pays the quota


# --- New groups and re-integration ---------------------------------------------------------------


def test_golden_new_groups_and_reintegration(book):
    """92 jobs less 18 people in beschut werk; re-integration follows the 1694 of a year before."""
    found = book({"reintegratie.besteding": 0.9})
    by_hand = {
        "buig.lks.banen_overig": 74.0,
        "participatie.nieuw.rijk": 227_550.0,  # 74 x 3000 x 1.025
        "participatie.nieuw.begeleiding": 242_720.0,  # 74 x 3200 x 1.025
        "participatie.reintegratie.rijk": 2_623_624.85,  # 1694 x 1511 x 1.025
        "participatie.reintegratie": 2_361_262.365,
    }
    assert {name: found(name) for name in by_hand} == near(by_hand)
    later = found("participatie.reintegratie.rijk", 2021)
    assert later == near(1660.12 * 1511 * 1.025**2)


def test_jobs_outside_beschut_are_never_fewer_than_none(book):
    found = book(groups={"beschut.personen": [91.0, 92.0, 93.0, 200.0]})
    assert [found("buig.lks.banen_overig", year) for year in YEARS] == [1.0, 0.0, 0.0, 0.0]
    assert [found("buig.lks", year) > 0 for year in YEARS] == [True, False, False, False]
    assert found("participatie.nieuw.rijk", 2023) == found("participatie.nieuw.begeleiding",
                                                           2023) == 0.0


def test_reintegration_closes_when_all_is_spent(book):
    found = book()
    for area in AREAS:
        for year in YEARS:
            money = found("participatie.reintegratie.rijk", year, area)
            assert money > 0
            assert found("participatie.reintegratie", year, area) == near(money)


def test_participatie_is_the_sum_of_its_four_parts(book):
    """Wsw -836,400 + 109,900.50; beschut werk; new groups 74 x -200 x 1.025; the rest closes."""
    by_hand = -836_400 + 109_900.5 + 140_250 - 0.35 * 16 * PLACE - 15_170
    assert book()("participatie.saldo") == near(by_hand)


# --- Execution -----------------------------------------------------------------------------------


def test_golden_execution_of_assen_2020(book):
    found = book()
    by_hand = {
        "uitvoering.fte": 27.951,  # (1694 + 1660.12) / 2 / 60
        "uitvoering.per_client": 1308.0,  # 2883 - 70,000 x 1.35 / 60
        "uitvoering.rijk": 4_688_145.0,  # 1694 x 2700 x 1.025
        "uitvoering.personeel": 2_005_484.25,  # 27.951 x 70,000 x 1.025
        "uitvoering.overhead.jaar": 701_919.4875,
        "uitvoering.clienten": 2_225_722.884,  # 1660.12 x 1308 x 1.025
        "uitvoering.saldo": -244_981.6215,
    }
    assert {name: found(name) for name in by_hand} == near(by_hand)
    assert found("uitvoering.rijk", 2021) == near(1660.12 * 2700 * 1.025**2)


def test_volume_of_a_year_moves_the_money_of_the_next(book):
    """Edits of leaves: 100 benefits more in 2021 bring State money in 2022 and in no other year."""
    found, leaf = book(), "volume.uitkeringen|Assen|2021|basis"
    after = found.recalculated({leaf: found.cells[leaf].value + 100})

    def change(name, year, area="Assen"):
        return after[f"{name}|{area}|{year}|basis"] - found(name, year, area)

    for n, year in enumerate(YEARS, start=1):
        more = 100 * 1.025**n if year == 2022 else 0.0
        assert change("uitvoering.rijk", year) == near(2700 * more)
        assert change("participatie.reintegratie.rijk", year) == near(1511 * more)
        assert change("uitvoering.rijk", year, "Tynaarlo") == 0.0
        # what it costs follows at once: half of the staff is fixed
        cost = 100 * 1.025**n if year == 2021 else 0.0
        assert change("uitvoering.clienten", year) == near(1308 * cost)
        assert change("uitvoering.personeel", year) == near(70_000 / 60 / 2 * cost)


def test_volume_of_the_year_before_moves_the_money_of_the_first_year_only(book):
    """The fixed base of the staff is a cell of its own, though both are 1694."""
    found = book()
    ago, base = (f"volume.uitkeringen.{name}|Assen||basis" for name in ("vorig", "basis"))
    assert found.cells[ago].value == found.cells[base].value == 1694.0

    def changes(leaf, name):
        after = found.recalculated({leaf: 1794.0})
        return [after[f"{name}|Assen|{year}|basis"] - found(name, year) for year in YEARS]

    assert changes(ago, "uitvoering.rijk") == near([2700 * 100 * 1.025, 0.0, 0.0, 0.0])
    assert changes(ago, "uitvoering.fte") == near([0.0] * 4)
    assert changes(base, "uitvoering.rijk") == near([0.0] * 4)
    assert changes(base, "uitvoering.fte") == near([100 / 2 / 60] * 4)


def test_opening_shows_the_assumed_cost_per_benefit(book, volumes):
    found = book(given=volumes(growth=0.0))
    for n, year in enumerate(YEARS, start=1):
        assert found("uitvoering.lasten", year) / 1694 == near(2883 * 1.025**n)


@pytest.mark.parametrize(("fixed", "staff"), [
    (1.0, [1694 / 60] * 4),
    (0.0, [1694 / 60 * 0.98**n for n in (1, 2, 3, 4)]),
    (0.25, [1694 / 60 * (0.25 + 0.75 * 0.98**n) for n in (1, 2, 3, 4)]),
])
def test_staff_moves_by_its_variable_part_only(book, fixed, staff):
    found = book({"uitvoering.vast": fixed})
    assert [found("uitvoering.fte", year) for year in YEARS] == near(staff)


@pytest.mark.parametrize(("key", "name"), [
    ("wsw.budget", "participatie.wsw.rijk"),
    ("uitvoering.budget", "uitvoering.rijk"),
    ("gemeentelijk.budget", "gemeentelijk.begroot"),
])
def test_entered_budget_replaces_the_rule_and_is_a_fact(book, key, name):
    rule, found = book(), book(entered={(key, 2020, "Assen"): 5e6})
    assert found(name) == 5e6
    assert found.cells[f"{name}|Assen|2020|basis"].status == "feit"
    for year, area in ((2021, "Assen"), (2020, "Tynaarlo")):
        assert found(name, year, area) == rule(name, year, area) != 5e6
        assert found.cells[f"{name}|{area}|{year}|basis"].status == "aanname"


# --- Municipal money and all together ------------------------------------------------------------


def test_municipal_money_closes_without_a_budget(book):
    found = book()
    # 1660.12 x (900 + 250) x 1.025 + 1694 x 300 x 1.025 + 15 x 500 x 1.025 for the BOR
    assert found("gemeentelijk.lasten") == near(2_485_458.95)
    for area in AREAS:
        for year in YEARS:
            assert found("gemeentelijk.saldo", year, area) == 0.0
            assert found("gemeentelijk.baten", year, area) > 0


def test_municipal_budget_stands_against_the_cost(book):
    found = book(entered={("gemeentelijk.budget", 2020, "Assen"): 2.5e6})
    assert found("gemeentelijk.saldo") == near(2_500_000 - 2_485_458.95)
    assert found("gemeentelijk.saldo", 2021) == 0.0
    assert found("totaal.bijdrage") == near(book()("totaal.bijdrage"))


def test_overheads_of_the_municipality_do_not_follow_the_benefits(book, volumes):
    found = book(given=volumes(growth=-0.10))
    office = [found("gemeentelijk.bedrijfsvoering.jaar", year) for year in YEARS]
    assert office == near([1694 * 300 * 1.025**n for n in (1, 2, 3, 4)])
    assert found("gemeentelijk.meedoen.jaar") == near(1694 * 0.9 * 250 * 1.025)


ENTERED = {("gemeentelijk.budget", 2020, "Assen"): 2.5e6, ("uitvoering.budget", 2021, "Assen"): 5e6}


def test_all_together_is_the_sum_of_the_four_frames(book):
    found = book(entered=ENTERED)
    frames = ("buig", "participatie", "uitvoering", "gemeentelijk")
    for area in AREAS:
        for year in YEARS:
            def of(name, year=year, area=area):
                return found(name, year, area)

            internal = of("wsw.bor.effect") + of("participatie.beschut.lks")
            saldi = {frame: of(f"{frame}.saldo") for frame in frames}
            bor = of("wsw.bor.effect")
            assert bor > 1000
            # an entered municipal budget bears the fee itself
            paid = 0.0 if ("gemeentelijk.budget", year, area) in ENTERED else bor
            assert of("totaal.baten.bor") == near(-paid)
            assert of("totaal.saldo") == near(sum(saldi.values()) - paid)
            for side, apart in (("baten", paid), ("lasten", 0.0)):
                both = sum(of(f"{frame}.{side}") for frame in frames)
                assert of(f"totaal.{side}") == near(both - internal - apart)
            state = saldi["buig"] + saldi["participatie"] + saldi["uitvoering"]
            assert of("totaal.rijkskaders") == near(state - bor)
            assert of("totaal.bijdrage") == near(of("gemeentelijk.lasten") - state)
            assert of("totaal.bijdrage_na_vangnet") == near(
                of("totaal.bijdrage") - of("buig.vangnet"))


def test_what_one_frame_pays_another_counts_once(book):
    """BOR 15 x 500 x 1.025 and the subsidy for beschut werk, which is one amount in both frames."""
    found, internal = book(), -7_687.5 - 0.65 * 16 * PLACE
    assert found("totaal.baten.onderling") == near(internal)
    assert found("totaal.lasten.onderling") == near(internal)
    received = found.cells["participatie.beschut.lks|Assen|2020|basis"]
    assert received.definition is found.cells["buig.lks.beschut|Assen|2020|basis"]


def test_bor_above_work_inside_is_no_gain_of_all_together(book):
    """15 x (5000 - 4500) x 1.025 more in the account of the agency, paid by the municipality."""
    found = book()
    assert found("totaal.baten.bor") == near(-7687.5)
    state = sum(found(f"{frame}.saldo") for frame in ("buig", "participatie", "uitvoering"))
    assert found("totaal.rijkskaders") == near(state - 7687.5)
    assert found("totaal.saldo") == near(found("totaal.rijkskaders"))  # municipal money closes
    assert found("totaal.bijdrage") == near(found("gemeentelijk.lasten") - state)


def test_vangnet_lowers_the_contribution(book, volumes):
    """Local benefits rise by 30 % and national ones fall: the deficit is deep."""
    found = book(given=volumes(growth=0.30, national_growth=-0.02))
    assert found("buig.vangnet") > 1e6
    assert found("totaal.bijdrage") - found("totaal.bijdrage_na_vangnet") == near(
        found("buig.vangnet"))


WSW, BESCHUT = ("wsw.",), ("beschut.",)


@pytest.mark.parametrize(("without", "internal"), [
    (WSW, -0.65 * 16 * PLACE), (BESCHUT, -7_687.5), (WSW + BESCHUT, None)])
def test_groups_that_are_not_there_have_no_lines(book, without, internal):
    found, whole = book(without=without), book()
    lines = {line.key for one in found.local for line in one.lines}
    gone = [p for name in without for p in (name, f"participatie.{name}")]
    assert not [key for key in found.cells if key.startswith(tuple(gone))]
    assert ("gemeentelijk.bor" in lines) == ("wsw." not in without)
    assert ("totaal.baten.onderling" in lines) == (internal is not None)
    if internal is not None:
        assert found("totaal.baten.onderling") == near(internal)
    if "beschut." in without:
        assert found("participatie.nieuw.rijk") == near(92 * 3000 * 1.025)
        assert not [key for key in found.cells if key.startswith(
            ("buig.lks.banen_overig", "buig.lks.beschut", "buig.lks.samen"))]
    bor = 0.0 if "wsw." in without else 7687.5
    assert ("totaal.baten.bor" in lines) == (bor > 0)
    assert found("gemeentelijk.saldo") == 0.0
    assert found("uitvoering.saldo") == whole("uitvoering.saldo")
    parts = [found(f"{frame}.saldo") for frame in ("buig", "participatie", "uitvoering")]
    assert found("totaal.saldo") == near(sum(parts) - bor)
    assert found("totaal.rijkskaders") == near(sum(parts) - bor)
    assert found("totaal.bijdrage") == near(found("gemeentelijk.lasten") - sum(parts))


def test_accounts_come_by_year_municipality_and_frame(book):
    found = [(one.year, one.area, one.frame) for one in book().local]
    assert found == [(y, a, f) for y in YEARS for a in AREAS for f in FRAMES]


def test_quantities_refuse_a_shape_that_does_not_fit():
    with pytest.raises(ValueError, match=r"wsw.se has shape"):
        Quantities(YEARS, AREAS, {"wsw.se": np.zeros((1, 3, 3))}, {})
    with pytest.raises(ValueError, match=r"wsw.se opens with shape"):
        Quantities(YEARS, AREAS, {}, {"wsw.se": np.zeros((1, 2))})


def test_own_figure_of_a_municipality_stays_with_it(book, assumed_all):
    key = "uitvoering.kosten"
    assumed_all.numbers[key, "Assen"] = (3000.0,)
    found = book()
    assert found("uitvoering.per_client") == near(3000 - 1575)
    assert found("uitvoering.per_client", area="Tynaarlo") == near(1308.0)


# --- The live formulas ---------------------------------------------------------------------------

CASES = {
    "plain": {},
    "entered": {"entered": ENTERED},
    "bent": {"numbers": {"wsw.liv.uren": 2000.0, "beschut.loonwaarde": 0.2,
                         "wsw.rijk.sneller": 0.02},
             "groups": {"beschut.personen": [91.0, 92.0, 93.0, 200.0]}},
    "empty": {"without": WSW + BESCHUT},
    "own spending": {"law": {"verdeelmodel.lks_op_realisatie": 1.0}},
    "bor at the opening": {"opening": AT_OPENING, "entered": ALL_ENTERED},
}


@pytest.mark.parametrize("case", CASES)
def test_every_formula_recalculates_to_its_cached_value(book, case):
    found = book(**CASES[case])
    calculated = found.recalculated()
    assert sum(cell.definition is not None for cell in found.cells.values()) > 400
    for key, cell in found.cells.items():
        assert calculated[key] == near(cell.value), key


def test_an_edit_in_the_formulas_gives_what_a_new_run_gives(book):
    """Every general assumption of the frames a little higher, each by its own part."""
    found = book()
    keys = [key for key, cell in found.cells.items()
            if cell.definition is None and key.endswith("|||basis") and cell.status == "aanname"
            and not key.startswith("buig.")]
    assert len(keys) == 29
    edits = {key: (found.cells[key].value or 0.01) * (1 + n / 1000)  # 0 becomes about 0.01
             for n, key in enumerate(keys, start=1)}
    again = book({key.removesuffix("|||basis"): x for key, x in edits.items()})
    calculated = found.recalculated(edits)
    for key, cell in again.cells.items():
        assert calculated[key] == near(cell.value), key
    assert again("totaal.bijdrage") != near(found("totaal.bijdrage"))


def test_one_key_is_one_cell(book):
    """A key that stood for two amounts would be written once and read twice."""
    found, stack, seen = {}, list(book().made), set()
    while stack:
        cell = stack.pop()
        if id(cell) in seen:
            continue
        seen.add(id(cell))
        text = cell.definition and cell.definition.formula(lambda used: used.key)
        assert found.setdefault(cell.key, (cell.value, text)) == (cell.value, text)
        if cell.definition is not None:
            inner = cell.definition
            stack += [inner] if hasattr(inner, "key") else inner.cells()
    assert len(found) > 700


def test_formulas_hold_no_number_but_the_free_ones(book):
    for cell in book().cells.values():
        if cell.definition is not None:
            text = cell.definition.formula(lambda used: "x")
            digits = {int(w) for w in "".join(c if c.isdigit() else " " for c in text).split()}
            assert digits <= FREE_NUMBERS, cell.key
