"""Learn the curve that comes with the package: forecast/series/curve.toml.

    python tests/bench/learn_curve.py > forecast/series/curve.toml

From the series beside this script: forecast again every half year, errors in units of the width
that the fit foresaw, every group of series equally heavy, ± 3 horizons together.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from pathlib import Path

import numpy as np
import pandas as pd

from forecast.project.fitting import Fitter, Request
from forecast.project.store import Store
from forecast.series import CORE, LEVELS, centre, past_dates, window

DATA = Path(__file__).parent / "series"
KNOTS, REACH = (1, 2, 3, 6, 12, 18, 24, 30, 36), 3


def main() -> None:
    """Fit, count what was missed, print the curve."""
    meta = pd.read_csv(DATA / "meta.csv").set_index("series_id")["group"]
    places, requests = [], []
    models = tuple(model.key for model in CORE)
    for name, part in pd.read_csv(DATA / "series.csv").groupby("series_id", sort=False):
        whole = pd.Series(part["value"].to_numpy(float), pd.PeriodIndex(part["period"], freq="M"))
        for end in past_dates(whole.index, 999):
            places.append((meta[name], whole, end))
            requests.append(Request(whole.iloc[:end], max(KNOTS), models))
    cache = os.environ.get("WERKPROGNOSE_CACHE")
    fits = Fitter(Store(Path(cache) if cache else None), 2).all(requests)
    missed = np.full((len(fits), max(KNOTS)), np.nan)
    for row, (fit, (_, whole, end)) in enumerate(zip(fits, places, strict=True)):
        if not fit.constant:
            found = np.abs(window(whole, end, fit).truth - centre(fit)) / fit.width
            missed[row] = found[: max(KNOTS)]
    groups = np.array([place[0] for place in places])
    weight = 1 / pd.Series(groups).map(pd.Series(groups).value_counts()).to_numpy(float)
    print("# Factors on the width that a fit foresees, by horizon in months, at 80 % and 95 %.")
    print(f"# Learnt by tests/bench/learn_curve.py on {len(set(meta.index))} series, "
          f"{len(fits)} past dates.")
    print(f"horizon = {list(KNOTS)}")
    for level in LEVELS:
        factors = []
        for knot in KNOTS:
            near = missed[:, max(0, knot - 1 - REACH): knot + REACH]
            known = np.isfinite(near)
            share = np.broadcast_to(weight[:, None], near.shape)[known]
            factors.append(np.quantile(near[known], level, weights=share, method="inverted_cdf"))
        print(f"q{level:.0%} = ".replace("%", ""), [round(float(f), 3) for f in factors], sep="")


if __name__ == "__main__":
    main()
