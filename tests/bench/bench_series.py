"""Our forecasts against open tools, on real monthly series, at rolling origins, in one run.

    python tests/bench/bench_series.py                   ours and the seasonal naive
    python tests/bench/bench_series.py --anchors         and AutoETS, AutoARIMA, AutoTheta, AutoCES
                                                         and their median (needs statsforecast)
    python tests/bench/bench_series.py --panel volledig --groups unemployment --step 24

Every series is forecast 36 months ahead from each origin: 18 months before its end and then every
`--step` months back to a history of 72. A forecast from an origin learns only from what was known
at that origin, of all series in the file. 18 months are scored at every origin, 36 where 36
outcomes are known. Standard errors are clustered by series.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from forecast.project.fitting import Fitter
from forecast.project.foretelling import foretell_file
from forecast.project.store import Store
from forecast.series import scores

DATA = Path(__file__).parent / "series"
HORIZONS, LONGEST, FIRST = (18, 36), 36, 72
ANCHORS = ("AutoETS", "AutoARIMA", "AutoTheta", "AutoCES")
MEDIAN = "mediaan van de vier"
COLUMNS = ["mean", "lo80", "hi80", "lo95", "hi95"]


def jobs(step: int, groups: list[str] | None) -> list[tuple[str, str, pd.Series, pd.Series]]:
    """Return group, name, history and whole series, per series and origin."""
    meta = pd.read_csv(DATA / "meta.csv").set_index("series_id")["group"]
    table = pd.read_csv(DATA / "series.csv")
    found = []
    for name, part in table.groupby("series_id", sort=False):
        if groups and meta[name] not in groups:
            continue
        whole = pd.Series(part["value"].to_numpy(float), pd.PeriodIndex(part["period"], freq="M"))
        ends = range(len(whole) - HORIZONS[0], FIRST - 1, -step)
        found += [(meta[name], name, whole.iloc[:end], whole) for end in ends]
    return found


def ours(work: list, panel: str, dates: int, store: Store) -> tuple[dict, float]:
    """Return our forecasts by (series, months known), and the CPU seconds they took."""
    lines = ["series_id,origin,period,value"]
    for _, name, history, _ in work:
        lines += [f"{name},{history.index[-1]},{p},{v!r}"
                  for p, v in zip(history.index, history.to_numpy().tolist(), strict=True)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "series.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        start = cpu()
        told = foretell_file(path, LONGEST, panel, dates, Fitter(store, 2), lambda *_: None)
        spent = cpu() - start
    found = {}
    for (_, name, history, _), one in zip(work, told.outlooks, strict=True):
        bands = [one.band(level) for level in (0.8, 0.95)]
        found[name, len(history)] = np.column_stack([one.central, *bands[0], *bands[1]])
    return found, spent


def cpu() -> float:
    """Return the CPU seconds of this process and of its finished children."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def naive(history: pd.Series) -> np.ndarray:
    """Return last year again, with the spread of yearly changes, (horizon, 5)."""
    y = history.to_numpy()
    path = np.resize(y[-12:], LONGEST)
    sd = np.sqrt(np.mean((y[12:] - y[:-12]) ** 2) * np.ceil(np.arange(1, LONGEST + 1) / 12))
    bands = [path + sign * z * sd for z in (1.2816, 1.96) for sign in (-1, 1)]
    return np.column_stack([path, *bands])


def anchor(task: tuple[str, np.ndarray]) -> tuple[np.ndarray, float]:
    """Return one open tool's forecast, (horizon, 5), and its CPU seconds."""
    from statsforecast import models

    name, values = task
    start = time.process_time()
    told = getattr(models, name)(season_length=12).forecast(values, LONGEST, level=[80, 95])
    keys = ["mean", "lo-80", "hi-80", "lo-95", "hi-95"]
    return np.column_stack([told[key] for key in keys]), time.process_time() - start


def scored(found: dict[str, dict], work: list) -> pd.DataFrame:
    """Return a row per method, group, series, origin and horizon."""
    rows = []
    for method, told in found.items():
        for group, name, history, whole in work:
            known = history.to_numpy()
            step = scores.seasonal_step(known)
            for horizon in HORIZONS:
                truth = whole.to_numpy()[len(known):len(known) + horizon]
                if len(truth) < horizon:
                    continue
                mean, lo80, hi80, lo95, hi95 = told[name, len(known)][:horizon].T
                rows.append({
                    "methode": method, "groep": group, "reeks": name, "horizon": horizon,
                    "MASE": scores.mase(truth, mean, step),
                    "sMAPE": scores.smape(truth, mean),
                    "MSIS95": scores.msis(truth, lo95, hi95, 0.95, step),
                    "80%": 100 * scores.coverage(truth, lo80, hi80),
                    "95%": 100 * scores.coverage(truth, lo95, hi95),
                })
    return pd.DataFrame(rows)


def table(rows: pd.DataFrame, against: str) -> str:
    """Return the table of means by horizon, group and method, with ratios against an anchor."""
    measures = ["MASE", "sMAPE", "MSIS95", "80%", "95%"]
    lines = ["| horizon | groep | methode | MASE | ratio | sMAPE | MSIS 95 % | ratio | 80 %-band "
             "(se) | 95 %-band (se) |", "|---|---|---|---|---|---|---|---|---|---|"]
    for horizon in HORIZONS:
        part = rows[rows["horizon"] == horizon]
        for group in ("alle", *part["groep"].unique()):
            some = part if group == "alle" else part[part["groep"] == group]
            mean = some.groupby("methode", sort=False)[measures].mean()
            by_series = some.groupby(["methode", "reeks"])[["80%", "95%"]].mean()
            error = by_series.groupby("methode").std() / np.sqrt(
                by_series.groupby("methode").count())
            for method, m in mean.iterrows():
                base, e = mean.loc[against], error.loc[method]
                lines.append(
                    f"| {horizon} | {group} | {method} | {m['MASE']:.3f} | "
                    f"{m['MASE'] / base['MASE']:.2f} | {m['sMAPE']:.2f} | {m['MSIS95']:.2f} | "
                    f"{m['MSIS95'] / base['MSIS95']:.2f} | {m['80%']:.1f} ({e['80%']:.1f}) | "
                    f"{m['95%']:.1f} ({e['95%']:.1f}) |")
    return "\n".join(lines)


def main() -> None:
    """Forecast, score and print."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--anchors", action="store_true")
    ask.add_argument("--panel", default="kern")
    ask.add_argument("--dates", type=int, default=8)
    ask.add_argument("--step", type=int, default=12)
    ask.add_argument("--groups", nargs="*")
    ask.add_argument("--cache", type=Path, help="keep our fits here between runs")
    ask.add_argument("--rows", type=Path, help="write a row per forecast here")
    asked = ask.parse_args()
    work = jobs(asked.step, asked.groups)
    print(f"{len(work)} forecasts of {len({w[1] for w in work})} series")
    label = f"werkprognose ({asked.panel})"
    mine, spent = ours(work, asked.panel, asked.dates, Store(asked.cache))
    found = {label: mine, "seizoensnaïef": {(n, len(h)): naive(h) for _, n, h, _ in work}}
    seconds = {label: spent}
    if asked.anchors:
        tasks = [(name, h.to_numpy()) for name in ANCHORS for _, _, h, _ in work]
        with ProcessPoolExecutor(2) as pool:
            told = list(pool.map(anchor, tasks, chunksize=8))
        for number, name in enumerate(ANCHORS):
            part = told[number * len(work):(number + 1) * len(work)]
            found[name] = {(n, len(h)): f for (_, n, h, _), (f, _) in
                           zip(work, part, strict=True)}
            seconds[name] = sum(s for _, s in part)
        found[MEDIAN] = {key: np.median([found[a][key] for a in ANCHORS], axis=0) for key in mine}
        seconds[MEDIAN] = sum(seconds[a] for a in ANCHORS)
    rows = scored(found, work)
    if asked.rows:
        rows.to_csv(asked.rows, index=False)
    print(table(rows, MEDIAN if asked.anchors else "seizoensnaïef"))
    for method, total in seconds.items():
        print(f"{method}: {total:.0f} CPU s, {total / len(work):.2f} per forecast")


if __name__ == "__main__":
    main()
