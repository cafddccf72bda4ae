"""Seconds per series: cold, with past dates, and from the store; ratios within one run.

    python tests/bench/bench_speed.py
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import pandas as pd
from statsmodels.tsa.statespace.sarimax import SARIMAX

from forecast.inputs import read_series
from forecast.project.fitting import Fitter
from forecast.project.foretelling import foretell_file
from forecast.project.store import Store

DATA = Path(__file__).parent / "series" / "series.csv"
SOME, HORIZON = 40, 36


def least(work: Callable[[], object], times: int) -> float:
    """Return the CPU seconds per series of the quickest of some runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) / SOME)
    return min(spent)


def main() -> None:
    """Time each case on the same series and print seconds and ratios."""
    table = pd.read_csv(DATA)
    names = table["series_id"].unique()
    every = len(names) // SOME
    few = table[table["series_id"].isin(names[::every][:SOME])]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        few.to_csv(place / "few.csv", index=False)
        copies = [table.assign(series_id=table["series_id"] + f"-{i}",
                               value=table["value"] * (1 + i / 100)) for i in range(2)]
        many = pd.concat(copies)
        many = many[many["series_id"].isin(many["series_id"].unique()[:250])]
        many.to_csv(place / "many.csv", index=False)
        start = time.process_time()
        for _, part in few.groupby("series_id"):
            SARIMAX(part["value"].to_numpy(), order=(0, 1, 1),
                    seasonal_order=(0, 1, 1, 12)).fit(disp=False)
        yard = (time.process_time() - start) / SOME
        print("| case | CPU s per series | ratio to one plain SARIMAX fit | limit |")
        print("|---|---|---|---|")
        print(f"| one plain SARIMAX(0,1,1)(0,1,1) fit | {yard:.3f} | 1.0 | |")
        store = Store(place / "store")
        cases = (("kern, no past dates", "kern", 0, None, 0.3),
                 ("volledig, no past dates", "volledig", 0, None, 0.8),
                 ("kern, eight past dates", "kern", 8, store, 2.5),
                 ("kern, eight past dates, from the store", "kern", 8, store, 0.005))
        few = place / "few.csv"
        for label, panel, dates, kept, limit in cases:
            spent = least(lambda kept=kept, panel=panel, dates=dates: foretell_file(
                few, HORIZON, panel, dates, Fitter(kept or Store(None)), lambda *_: None),
                times=5 if label.endswith("store") else 1)
            print(f"| {label} | {spent:.4f} | {spent / yard:.3f} | {limit} |")
        spent = least(lambda: read_series(few), times=5)
        print(f"| of which reading and checking the file | {spent:.4f} | {spent / yard:.3f} | |")
        start = time.perf_counter()
        foretell_file(place / "many.csv", HORIZON, "kern", 0, Fitter(workers=2), lambda *_: None)
        spent = time.perf_counter() - start
        print(f"| 250 series, kern, no past dates, two workers, on the clock | {spent:.1f} s | "
              f"| 60 s |")


if __name__ == "__main__":
    main()
