"""The Dutch national stock: ours and open tools from the same past dates, in one run.

    python tests/bench/bench_national.py      needs statsforecast for the open tools

First every half-year (mean absolute error in %, part inside the 80 % band, its width), then the
run with base 2019: December 2020-2023 by our series panel, by the whole chain, and by each tool.
"""

import os
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd
from statsforecast import models

from forecast.inputs import load_national
from forecast.project.economy import national_stock
from forecast.project.fitting import Fitter
from forecast.project.replaying import NATION, replay_house
from forecast.project.run import Run
from forecast.series import OURS, past_dates, replay

ROOT = Path(__file__).parents[2]
TOOLS = ("AutoETS", "AutoARIMA", "AutoTheta", "AutoCES")
HORIZONS, LONGEST, BASE = (6, 12, 18, 24, 36, 48), 48, pd.Period("2019-12", "M")


def tools(stock: pd.Series, ends: tuple[int, ...]) -> pd.DataFrame:
    """Return each tool's forecasts and their median, as long as `replay` gives ours."""
    rows = []
    for end in ends:
        known = stock.iloc[:end]
        ahead = pd.period_range(known.index[-1] + 1, periods=LONGEST, freq="M")
        told = {}
        for name in TOOLS:
            fit = getattr(models, name)(season_length=12)
            said = fit.forecast(known.to_numpy(), LONGEST, level=[80])
            told[name] = np.column_stack([said[k] for k in ("mean", "lo-80", "hi-80")])
        told["mediaan van de vier"] = np.median(list(told.values()), axis=0)
        truth = stock.reindex(ahead).to_numpy()
        for name, found in told.items():
            rows.append(pd.DataFrame({
                "origin": known.index[-1], "horizon": np.arange(1, LONGEST + 1), "model": name,
                "periode": ahead.astype(str), "raming": found[:, 0], "laag80": found[:, 1],
                "hoog80": found[:, 2], "waarde": truth}))
    return pd.concat(rows, ignore_index=True)


def main() -> None:
    """Forecast, score and print."""
    stock, _ = national_stock(load_national(ROOT))
    ends = past_dates(stock.index, len(stock), first=72)
    fitter = Fitter()
    ours = replay(stock, ends, LONGEST, fits=fitter.fits)
    ours = ours[(ours["maat"] == "maand") & ours["model"].isin([OURS, "seizoensnaief"])]
    table = pd.concat([ours, tools(stock, ends)], ignore_index=True)
    known = table[table["waarde"].notna() & table["horizon"].isin(HORIZONS)]
    score = known.assign(
        fout=(100 * (known["raming"] / known["waarde"] - 1)).abs(),
        binnen=100 * known["waarde"].between(known["laag80"], known["hoog80"]),
        breedte=100 * (known["hoog80"] - known["laag80"]) / known["raming"],
    ).groupby(["horizon", "model"], sort=False)[["fout", "binnen", "breedte"]].mean()
    print("| maanden vooruit | model | fout % | ratio | binnen 80 % | breedte 80 % |")
    print("|---|---|---|---|---|---|")
    for (horizon, model), row in score.iterrows():
        base = score.loc[(horizon, "mediaan van de vier"), "fout"]
        print(f"| {horizon} | {model} | {row['fout']:.2f} | {row['fout'] / base:.2f} | "
              f"{row['binnen']:.0f} | {row['breedte']:.1f} |")
    print("\nBase 2019: December, × 1,000 benefits, 80 % band")
    print("| model | " + " | ".join(f"dec {2019 + y}" for y in range(1, 5)) + " | binnen |")
    print("|---|---|---|---|---|---|")
    from_base = table[(table["origin"] == BASE) & table["horizon"].isin((12, 24, 36, 48))]
    for model, part in from_base.groupby("model", sort=False):
        show(model, part[["raming", "laag80", "hoog80", "waarde"]].to_numpy())
    told = replay_house(ROOT, "nederland", "kern", Run((), 1000, 2020, 1, "bench"), fitter,
                        lambda _: None)
    rows = [(r.forecast, r.low80, r.high80, r.outcome) for r in told.chain
            if r.area == NATION and r.origin == BASE]
    show("werkprognose, hele keten", np.array(rows) / 1000)
    outcomes = from_base[from_base["model"] == OURS]["waarde"].to_numpy()
    print("| uitkomst | " + " | ".join(f"{v:.1f}" for v in outcomes) + " | |")


def show(model: str, rows: np.ndarray) -> None:
    """Print a line of forecasts with their bands and widths."""
    cells = [f"{m:.0f} ({lo:.0f}-{hi:.0f}; {100 * (hi - lo) / m:.0f} %)" for m, lo, hi, _ in rows]
    inside = sum(lo <= v <= hi for _, lo, hi, v in rows)
    print(f"| {model} | " + " | ".join(cells) + f" | {inside} van {len(rows)} |")


if __name__ == "__main__":
    main()
