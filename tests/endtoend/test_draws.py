"""What must hold in every single draw of the shipped WPDA run, month and municipality."""

import numpy as np
import pytest

from forecast import project

DRAWS = 80
IN = ("nieuw", "herinstroom", "statushouders")
OUT = ("werk", "onderneming", "onderwijs", "overig", "aow")


@pytest.fixture(scope="module")
def house(shipped_project):
    return project.enter(shipped_project, "wpda")


@pytest.fixture(scope="module")
def report(house):
    run = project.Run(("basis", "ongunstig"), DRAWS, 2020, 1, "trekkingen")
    return project.calculate(house, run, lambda _: None)


@pytest.fixture(scope="module")
def drawn(report):
    return report.scenarios[0].ensembles


def values(drawn, name):
    return drawn[f"bijstand.{name}"].values.astype(np.int64)


def test_the_stock_follows_from_its_flows_exactly(drawn):
    stock = values(drawn, "stand")
    moves = sum(values(drawn, f"instroom.{r}") for r in IN) - sum(
        values(drawn, f"uitstroom.{r}") for r in OUT
    )
    opening = values(drawn, "beginstand.correctie")
    ahead = opening.shape[1]
    moves[:, -ahead:] += opening
    assert stock.shape == (DRAWS, 72, 3)
    assert (np.diff(stock, axis=1) == moves[:, 1:]).all()
    assert (stock >= 0).all()
    assert (opening[:, 1:] == 0).all()


def test_months_that_lie_behind_are_the_same_in_every_draw(drawn, house):
    known = house.data.monthly("stand")
    past = drawn["bijstand.stand"].values[:, :24]
    assert (past == known.to_numpy()[-24:]).all()
    assert past[0, -1].sum() == 2795
    assert drawn["bijstand.uitkeringen"].values[0, 23].sum() == 2375


def test_the_agreed_results_come_out_exactly(drawn):
    both = values(drawn, "uitstroom.geheel_of_gedeeltelijk")[:, :24].reshape(DRAWS, 2, 12, 3)
    assert (both.sum(axis=(2, 3)) == [795, 700]).all()


def test_nobody_reaches_the_aow_age_in_the_months_in_which_it_rises(drawn):
    months = drawn["bijstand.uitstroom.aow"].periods
    closed = [str(m) in {"2022-01", "2022-02", "2022-03", "2023-01", "2023-02", "2023-03"}
              for m in months]
    leavers = values(drawn, "uitstroom.aow")
    assert (leavers[:, closed] == 0).all()
    per_year = leavers[:, 24:].reshape(DRAWS, 4, 12, 3).sum(axis=(2, 3)).mean(axis=0)
    assert per_year == pytest.approx([63, 63, 47, 47], rel=0.15)


def test_benefits_are_persons_divided_by_their_ratio(drawn):
    stock, status = (values(drawn, name) for name in ("stand", "stand.statushouders"))
    benefits = drawn["bijstand.uitkeringen"].values[:, 24:]
    persons = stock[:, 24:]
    ratio = persons / benefits
    assert ((ratio > 1.1) & (ratio < 1.43)).all()
    assert (status <= persons).all()


def test_scenarios_share_their_luck(report):
    basis, bad = (
        s.ensembles["bijstand.stand"].values[:, -1].sum(axis=1) for s in report.scenarios
    )
    difference = bad - basis
    apart = np.sqrt(basis.var() + bad.var())  # what independent draws would give
    assert np.corrcoef(basis, bad)[0, 1] > 0.9
    assert difference.std() < apart / 2
    assert (difference > 0).mean() > 0.95  # the response itself is drawn, too


def test_money_follows_the_same_draw(report):
    money = report.scenarios[0].money
    baten, lasten, saldo = (
        money[f"budget.buig.{name}"].values for name in ("baten", "lasten", "saldo")
    )
    assert np.allclose(baten - lasten, saldo)
    national = np.corrcoef(baten.sum(axis=(1, 2)), lasten.sum(axis=(1, 2)))[0, 1]
    assert national > 0.4  # the economy of a draw moves both sides


def test_without_real_budgets_no_band_of_the_saldo_is_narrower_than_the_spread_of_shares(report):
    money = report.scenarios[0].money
    saldo = money["budget.buig.saldo"].values[:, 1:].sum(axis=2)
    baten = money["budget.buig.baten"].values[:, 1:].sum(axis=2)
    low, high = np.quantile(saldo / baten, [0.1, 0.9], axis=0)
    assert ((high - low) / 2 >= 0.09).all()


def test_the_causes_add_up_and_are_named(report):
    causes = report.scenarios[0].causes
    assert sum(cause.share for cause in causes) == pytest.approx(1.0)
    assert causes[0].key.startswith("buig.aandeel")
    assert all(cause.label and not cause.label.startswith("bijstand.") for cause in causes)


def test_the_book_says_how_stable_the_response_is_and_how_municipalities_differ(report):
    told = {}
    for note in report.notes:
        told.setdefault(note.topic, []).append(note.text)
    assert told["Is die reactie stabiel?"][0].startswith("Geen breuk in deze reactie aangetoond")
    assert any("een vaste verhouding" in text for text in told["Reactie op werkloosheid"])
    (local,) = told["Reactie per gemeente"]
    assert local.startswith("Assen, Aa en Hunze, Tynaarlo: factor 1,00")
    assert "geen 36 getelde maanden op rij" in local


def test_the_factor_of_each_municipality_is_among_the_causes(report):
    keys = {cause.key: cause.label for cause in report.scenarios[1].causes}
    assert keys["economie.reactie.lokaal|Assen"].endswith("anders dan landelijk (Assen)")
    assert len([key for key in keys if key.startswith("economie.reactie.lokaal|")]) == 3
