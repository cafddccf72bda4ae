"""The price by the norms, against figures by hand (Assen, 2020)."""

import dataclasses

import numpy as np
import pytest

from forecast.budget import build_accounts

NORMS = {"norm.alleenstaande": dict.fromkeys(range(2019, 2024), 1000.0),
         "norm.gehuwden": dict.fromkeys(range(2019, 2024), 1500.0)}
NUMBERS = {("prijs.brutering.alleenstaande", None): (1.2,),
           ("prijs.brutering.gehuwden", None): (1.1,), ("prijs.korting", None): (0.05,)}


@pytest.fixture
def built(volumes, assumed, setting, law):
    """Return a function that builds accounts at a number of persons per benefit."""
    rules = dataclasses.replace(law, dated=NORMS)

    def build(ratio):
        base = volumes()
        found = dataclasses.replace(base, per_benefit=np.full(base.benefits.shape, ratio))
        return build_accounts(
            found, assumed.but(NUMBERS), dataclasses.replace(setting, law=rules)).local

    return build


def test_the_price_by_the_norms_by_hand(built):
    # 80 % singles at 1,025 x 1.2 and 20 % couples at 1,537.5 x 1.1, twelve months, less 5 %
    one = built(1.2)[0]
    assert one.line("buig.prijs.norm").cell.value == pytest.approx(
        (0.8 * 1230.0 + 0.2 * 1691.25) * 12 * 0.95)
    # the national price of a benefit itself: 15,400 x 1.025 x (1 - 0.024 - 0.010 + 0.015)
    national = 15_400 * 1.025 * 0.981
    assert one.line("buig.prijs.norm_factor").cell.value == pytest.approx(
        one.line("buig.prijs.norm").cell.value / national)


def test_more_couples_make_a_dearer_benefit_and_change_no_euro_of_the_account(built):
    few, many = built(1.1), built(1.3)
    for one, other in zip(few, many, strict=True):
        assert other.line("buig.prijs.norm").cell.value > one.line("buig.prijs.norm").cell.value
        assert other.saldo.value == one.saldo.value


def test_without_the_people_there_is_no_such_line(volumes, assumed, setting):
    keys = {line.key for one in build_accounts(volumes(), assumed, setting).local
            for line in one.lines}
    assert not {"buig.prijs.norm", "buig.prijs.norm_factor"} & keys
