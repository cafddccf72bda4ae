"""What adding up small municipalities brings the smallest of them.

    python tests/bench/bench_pooling.py

Real monthly series (unemployment in US states) give the course of a total of 70 people a month;
three municipalities take 70, 17 and 13 % of it, and chance (Poisson) does the rest: so the true
rate of the smallest is known. It is forecast 24 months ahead by itself and as its share of the
total. Semi-synthetic, because no municipal months of that kind are public.
"""

import os
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from forecast.project.fitting import Fitter
from forecast.series import forecast_flow

DATA = Path(__file__).parent / "series"
SHARES, TOTAL, AHEAD, HISTORY = (0.70, 0.17, 0.13), 70.0, 24, 60


def main() -> None:
    """Forecast the smallest both ways and print the mean errors and their ratio."""
    meta = pd.read_csv(DATA / "meta.csv").set_index("series_id")["group"]
    fitter, errors = Fitter(workers=2), []
    rng = np.random.default_rng(2020)
    for name, part in pd.read_csv(DATA / "series.csv").groupby("series_id", sort=False):
        if meta[name] != "unemployment":
            continue
        values = part["value"].to_numpy(float)
        months = pd.PeriodIndex(part["period"], freq="M")
        for end in range(HISTORY, len(values) - AHEAD, 36):
            span = slice(end - HISTORY, end + AHEAD)
            rate = values[span] / values[end - HISTORY : end].mean() * TOTAL
            true = rate[HISTORY:] * SHARES[-1]
            counts = pd.DataFrame(rng.poisson(np.outer(rate[:HISTORY], SHARES)),
                                  months[span][:HISTORY], ["groot", "midden", "klein"])
            ahead = months[span][HISTORY:]
            pooled = forecast_flow(counts, ahead, fitter.fits).central[:, -1]
            alone = forecast_flow(counts[["klein"]], ahead, fitter.fits).central[:, 0]
            errors.append([np.abs(f - true).mean() for f in (alone, pooled)])
    alone, pooled = np.mean(errors, axis=0)
    ratios = np.array(errors)[:, 1] / np.array(errors)[:, 0]
    print(f"{len(errors)} histories of {HISTORY} months, {AHEAD} months ahead; mean rate "
          f"{TOTAL * SHARES[-1]:.1f} a month")
    print("| smallest municipality | mean absolute error of the rate | ratio |")
    print("|---|---|---|")
    print(f"| by itself | {alone:.2f} | 1.00 |")
    print(f"| as its share of the total | {pooled:.2f} | {pooled / alone:.2f} |")
    print(f"better in {100 * (ratios < 1).mean():.0f} % of the histories")


if __name__ == "__main__":
    main()
