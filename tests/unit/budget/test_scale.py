import dataclasses

import numpy as np
import pytest

from forecast.budget import Sheltered, outcome


@pytest.mark.parametrize("scale", [0.1, 40.0])
@pytest.mark.parametrize("own", [False, True])
def test_twice_the_country_and_twice_the_caseload_is_twice_the_money(
    volumes, quantities, sheltered, assumed_all, setting, on_own_spending, scale, own
):
    """Scale invariance: everything counted in people grows alike, so do all euros.

    Also with beschut werk, and where own spending on loonkostensubsidie divides a part.
    """
    assumed, groups = assumed_all, quantities(200, 0.02)
    setting = on_own_spending if own else setting

    def times(v):
        if v.sheltered is not None:
            people, hours = v.sheltered.people * scale, v.sheltered.hours * scale
            v = dataclasses.replace(v, sheltered=Sheltered(people, hours))
        return dataclasses.replace(
            v, benefits=v.benefits * scale, benefits_before=v.benefits_before * scale,
            national=v.national * scale, national_before=v.national_before * scale,
            ioaw_ioaz_national=v.ioaw_ioaz_national * scale,
            national_reference=v.national_reference * scale)

    counted = ("buig.lks.banen", "buig.ioaw_ioaz.stand")
    larger = assumed.but({
        key: tuple(scale * x for x in band)
        for key, band in assumed.numbers.items() if key[0] in counted
    })
    central, drawn = volumes(), volumes(spread=0.02, draws=200)
    drawn = sheltered(drawn, groups) if own else drawn
    one = outcome(central, drawn, assumed, setting, 5)
    macro = {key: scale * amount for key, amount in setting.published.items()}
    wider = dataclasses.replace(setting, published=macro)
    many = outcome(times(central), times(drawn), larger, wider, 5)
    np.testing.assert_allclose(many.saldo, scale * one.saldo, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(many.vangnet, scale * one.vangnet, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(many.share, one.share)
