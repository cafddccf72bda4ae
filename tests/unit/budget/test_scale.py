import dataclasses

import numpy as np
import pytest

from forecast.budget import outcome


@pytest.mark.parametrize("scale", [0.1, 40.0])
def test_twice_the_country_and_twice_the_caseload_is_twice_the_money(
    volumes, assumed, setting, scale
):
    """Scale invariance: everything counted in people grows alike, so do all euros."""
    def times(v):
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
    one = outcome(central, drawn, assumed, setting, 5)
    macro = {key: scale * amount for key, amount in setting.published.items()}
    wider = dataclasses.replace(setting, published=macro)
    many = outcome(times(central), times(drawn), larger, wider, 5)
    np.testing.assert_allclose(many.saldo, scale * one.saldo, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(many.vangnet, scale * one.vangnet, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(many.share, one.share)
