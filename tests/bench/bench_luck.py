"""Shared luck: how much quieter a difference is than with draws of its own, per shipped scenario.

    python tests/bench/bench_luck.py [draws]

Ratios of one run: the variance of the difference from the base when both would have luck of their
own (the sum of both variances) over its variance draw by draw. It is the factor by which the
number of draws would have to grow for the same precision.
"""

import os
import sys
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from forecast import project
from forecast.project.fitting import Fitter
from forecast.project.past import learn
from forecast.project.run import Run

ROOT = Path(__file__).parents[2]
SEED, BASE = 2020, "basis"
MEASURES = ("budget.buig.saldo", "budget.totaal.rijkskaders", "budget.totaal.bijdrage")


def main(draws: int) -> None:
    """Print the ratio of variances per scenario and measure."""
    house = project.enter(ROOT, "wpda")
    names = sorted({p.stem for p in [*(ROOT / "scenarios").glob("*.toml"),
                                     *(ROOT / "scenarios" / "wpda").glob("*.toml")]} - {BASE})
    said = project.resolve_all(house, (BASE, *names))
    past = learn(house, Fitter(), SEED)
    run = Run((), draws, SEED, 1, "toeval")
    totals = {}
    for name, (ours, nation) in said.items():
        money = project.scenario_of(house, run, past, ours, nation).money
        totals[name] = {m: money[m].values.sum(axis=(1, 2)) for m in MEASURES}
    print(f"{'scenario':24}" + "".join(f"{m.removeprefix('budget.'):>24}" for m in MEASURES))
    for name in names:
        cells = []
        for measure in MEASURES:
            one, other = totals[BASE][measure], totals[name][measure]
            gap = (other - one).var()
            cells.append(f"{(one.var() + other.var()) / gap:>24.0f}" if gap > 1e-6
                         else f"{'no difference':>24}")
        print(f"{name:24}" + "".join(cells))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
