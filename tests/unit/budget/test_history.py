import pandas as pd
import pytest

from forecast.budget.history import known_years, national_base, revision_risk, spread
from forecast.periods import month

#: CBS 37789ksz, year means, thousands: below AOW age, and IOAW with IOAZ.
VOLUME = {
    2015: (382.867, 20.8), 2016: (395.492, 24.192), 2018: (378.467, 25.375),
    2019: (359.883, 24.358), 2021: (357.892, 20.092), 2022: (340.308, 17.367),
}
MACRO = {
    (2016, "definitief"): 5691.6e6, (2018, "definitief"): 6216.0e6,
    (2018, "voorlopig"): 5918.2e6, (2019, "definitief"): 6072.6e6,
    (2019, "voorlopig"): 6219.7e6, (2021, "definitief"): 6385.3e6, (2022, "definitief"): 6021.7e6,
}
SALDO = {2015: -1.9, 2016: -275 / 56.916, 2018: 0.76, 2019: 156 / 60.726, 2021: 244 / 63.853,
         2022: 8 / 60.217}


def benefits():
    rows = []
    for year, (pw, older) in VOLUME.items():
        for n in range(1, 13):
            parts = {"tot_aow": pw, "ioaw": older - 1.5, "ioaz": 1.5, "totaal": 999.0}
            rows += [(month(year, n), name, value) for name, value in parts.items()]
    return pd.DataFrame(rows, columns=["maand", "variabele", "waarde"])


def saldi():
    rows = [(year, "saldo_pct", value) for year, value in SALDO.items()]
    return pd.DataFrame([*rows, (2019, "saldo_mln", 156.0)], columns=["jaar", "variabele",
                                                                        "waarde"])


def test_golden_price_on_its_own_volume():
    found = {y.year: y for y in known_years(saldi(), MACRO, benefits())}
    prices = {2018: 15_275, 2019: 15_398, 2021: 16_248, 2022: 16_813}
    for year, price in prices.items():
        assert found[year].price == pytest.approx(price, abs=2)
    assert found[2015].price is None
    assert found[2015].saldo_part == pytest.approx(-0.019)


def test_golden_national_saldo_of_six_years():
    found = spread(known_years(saldi(), MACRO, benefits()))
    assert found.years == 6
    assert found.mean == pytest.approx(0.001, abs=0.0005)
    assert found.sd == pytest.approx(0.031, abs=0.0005)


def test_base_takes_the_mean_of_pw_and_the_december_of_the_older_schemes():
    table = benefits()
    last = (table["maand"] == month(2019, 12)) & (table["variabele"] == "ioaw")
    table.loc[last, "waarde"] = 20.0
    assert national_base(table, 2019) == pytest.approx((359_883, 21_500))


def test_revisions_of_the_first_budget():
    found = revision_risk(MACRO)
    assert found.years == 2
    assert found.mean == pytest.approx((6216.0 / 5918.2 + 6072.6 / 6219.7) / 2 - 1)
    assert revision_risk({}).years == 0
