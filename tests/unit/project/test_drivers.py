"""Every assumption belongs to one driver, so that no difference is lost from a bridge."""

from __future__ import annotations

from types import SimpleNamespace

from forecast.project.drivers import DRIVERS, differences
from forecast.scenarios import catalogue


def said(**values):
    usual = {"wsw.subsidieresultaat": -3000.0, "economie.inflatie": 1.0, "buig.aandeel": 0.5}
    return SimpleNamespace(values={
        (key, None): SimpleNamespace(number=number, path=None, low=None, high=None)
        for key, number in (usual | values).items()})


def test_every_key_of_the_catalogue_has_exactly_one_driver():
    for key in catalogue():
        homes = [name for name, (_, starts) in DRIVERS.items() if key.startswith(starts)]
        assert len(homes) == (0 if key.startswith("verdict.") else 1), (key, homes)


def test_equal_scenarios_do_not_differ():
    assert differences(said(), said()) == ()


def test_a_difference_names_its_driver_and_its_keys():
    other = said(**{"wsw.subsidieresultaat": -2000.0, "buig.aandeel": 0.6})
    assert [(d.driver, d.keys) for d in differences(said(), other)] == [
        ("aandeel", ("buig.aandeel",)), ("wsw", ("wsw.subsidieresultaat",))]


def test_a_range_and_a_value_that_only_one_has_are_differences():
    wide, more = said(), said()
    wide.values["economie.inflatie", None].low = 0.5
    more.values["wsw.subsidieresultaat", "Assen"] = said().values["wsw.subsidieresultaat", None]
    assert [d.driver for d in differences(said(), wide)] == ["economie"]
    assert [d.driver for d in differences(said(), more)] == ["wsw"]
