"""Policy for a group makes placements of the bijstand, and everyone in them is one person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forecast.project import Run, look, resolve_all
from forecast.project.economy import economy_of
from forecast.project.fitting import Fitter
from forecast.project.groups import groups_of
from forecast.project.local import local_factors
from forecast.project.models import Models, models_of
from forecast.project.past import learn
from forecast.project.people import people_of
from forecast.project.store import Store

ROOT = Path(__file__).parents[3]
RUN = Run(("basis",), 60, 2020, 1, "proef")
WORK = ("bijstand.uitstroom.werk", "bijstand.deeltijd.nieuw")
PARTS = ("overig", "statushouder", "register", "statushouder_en_register", "beschut")


@pytest.fixture(scope="module")
def ground(cache_of_the_tests):
    house = look(ROOT, "wpda")
    ours, nation = resolve_all(house, ("basis",))["basis"]
    return house, learn(house, Fitter(Store(cache_of_the_tests)), RUN.seed), ours, nation


@pytest.fixture(scope="module")
def lived(ground):
    """Live a scenario that differs from the base in some values; give people and groups."""
    house, past, base, nation = ground

    def live(models=None, **differs):
        values = {k: replace(v, number=differs.get(k[0].replace(".", "_"), v.number))
                  for k, v in base.values.items()}
        ours = replace(base, values=values)
        economy = economy_of(ours, past.response, past.months, RUN.seed, RUN.draws)
        local = local_factors(house.data, past.local, ours)
        own = models_of(house, ours) if models is None else models
        people = people_of(house, past, ours, nation, economy, local, own, RUN)
        return people, groups_of(house, ours, own, people, RUN)

    return live


@pytest.fixture(scope="module")
def plain(lived):
    return lived()


def test_the_parts_are_the_placements_of_the_bijstand_exactly(plain):
    people, groups = plain
    for bijstand, found in ((people.drawn, groups.drawn), (people.central, groups.central)):
        parts = sum(found[f"plaatsingen.{name}"].values for name in PARTS)
        events = sum(bijstand[name].values for name in WORK)
        assert np.abs(parts - events).max() < 1e-6
        reported = bijstand["bijstand.uitstroom.geheel_of_gedeeltelijk"].values
        other = sum(bijstand[f"bijstand.uitstroom.{x}"].values
                    for x in ("onderneming", "onderwijs"))
        assert np.abs(reported - parts - other).max() < 1e-6


def test_every_label_is_told_the_same_by_the_group_and_by_the_record(plain):
    found = plain[1].drawn
    for label, group in (("statushouder", "statushouders.naar_werk"),
                         ("register", "register.plaatsingen.bijstand")):
        assert (found[f"plaatsingen.label.{label}"].values == found[group].values).all()
    assert (found["plaatsingen.nug"].values == found["register.plaatsingen.nug"].values).all()
    started = found["beschut.gestart.bijstand"].values
    inside = found["plaatsingen.beschut"].values
    # a start waits for a placement to be part of, so that it is late at most, never lost for long
    behind = np.cumsum(started - inside, axis=1)
    assert (behind >= 0).all()
    assert behind[:, -1].mean() < 0.1


def test_the_status_holders_of_the_bijstand_leave_to_work_as_their_label_says(plain):
    """Two descriptions of the same people: the hazards of the bijstand and the published curve."""
    people, groups = plain
    label = groups.central["statushouders.naar_werk.volledig"].yearly().values[0, 0].sum()
    stock = people.central["bijstand.stand.statushouders"].values[0].sum(axis=1)
    exits = people.central["bijstand.uitstroom.werk"].values[0].sum(axis=1)
    whole = people.central["bijstand.stand"].values[0].sum(axis=1)
    inside = 0.45 * exits[:12] * stock[:12] / (whole[:12] - 0.55 * stock[:12])
    assert inside.sum() == pytest.approx(label, rel=0.15)


def test_without_policy_the_groups_change_nothing_in_the_bijstand(lived, plain):
    bare, _ = lived(models=Models())
    for name, one in plain[0].drawn.items():
        assert (one.values == bare.drawn[name].values).all()


@pytest.mark.parametrize("lever", ["statushouders_werk_factor", "register_plaatsing_factor"])
def test_more_placements_of_a_group_are_more_placements_of_all(lived, plain, lever):
    people, groups = lived(**{lever: 1.5})
    before, after = plain[0].central, people.central
    group = {"statushouders_werk_factor": "statushouders.naar_werk",
             "register_plaatsing_factor": "register.plaatsingen.bijstand"}[lever]
    more = (groups.central[group].values - plain[1].central[group].values)[0, :12].sum()
    events = sum(after[name].values - before[name].values for name in WORK)[0, :12].sum()
    assert more > 10
    # some of them have another label too, and a smaller stock has fewer exits
    assert 0.7 * more < events < more
    stock = after["bijstand.stand"].values - before["bijstand.stand"].values
    assert (stock[0, 11:] < 0).all()
    drawn = people.drawn["bijstand.stand"].values - plain[0].drawn["bijstand.stand"].values
    assert drawn[:, -1].sum(axis=1).mean() < 0


def test_nug_placements_save_no_benefit(lived, plain):
    """Only those who leave the bijstand lower it; the nation does not change either."""
    people, groups = lived(register_plaatsing_factor=1.5)
    nug = groups.central["plaatsingen.nug"].values.sum()
    assert nug > 1.3 * plain[1].central["plaatsingen.nug"].values.sum()
    gone = sum(people.central[name].values.sum() - plain[0].central[name].values.sum()
               for name in WORK)
    labelled = (groups.central["register.plaatsingen.bijstand"].values.sum()
                - plain[1].central["register.plaatsingen.bijstand"].values.sum())
    assert gone < labelled
    assert (people.nation_central.values == plain[0].nation_central.values).all()
