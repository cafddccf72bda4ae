"""How a municipality answers to the economy, against the nation: estimated and then shrunk.

Its own months say little: a few years hold one turn of the economy at most. So the ratio of its
response to the national one begins at 1 and moves away only as far as real months carry it
(empirical Bayes with a normal prior and a normal estimate: Morris, Journal of the American
Statistical Association 78, 1983):

    weight = 1 / error², prior = 1 / sd²,
    mean = (prior + weight · ratio) / (prior + weight), sd = 1 / sqrt(prior + weight).

The ratio is estimated on 12-month changes of the log stock. What moved the nation apart from the
economy (policy, the AOW age) moves the municipality as well, so that is taken off both:

    change here - change of the nation = c + (ratio - 1) · economy + error,

with ``economy`` the national response times the changes of unemployment. Derived months follow
from national ones and would give back their own assumption; only counted months inform.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import toeplitz

from forecast.chance import normal, uniforms
from forecast.periods import dutch
from forecast.series.economy import Response
from forecast.series.overlap import OVERLAP, autocovariances, burg, weights
from forecast.words import dutch_number

Array = NDArray[Any]

#: Fewer counted months in a row say nothing: two years of changes.
FEWEST_MONTHS = 36
#: Months that an error looks back; two keep the standard error honest on short samples.
_ORDER = 2
#: A factor never turns the economy around, and never grows beyond all sense.
_LOW, _HIGH = 0.0, 3.0


@dataclass(frozen=True, slots=True)
class LocalEstimate:
    """What the counted months of a municipality say about its response, against the nation's.

    Attributes
    ----------
    municipality : str
    ratio, error : float
        Local ÷ national response, and its standard error (infinite: nothing is known).
    months : int
        Counted months in a row, up to the last counted one.
    sample : str
        First and last of them, in Dutch; empty when there are too few.
    """

    municipality: str
    ratio: float
    error: float
    months: int
    sample: str


@dataclass(frozen=True, slots=True)
class LocalFactor:
    """The response of a municipality ÷ the national one, after shrinkage.

    Attributes
    ----------
    estimate : LocalEstimate
    prior_sd : float
        How much municipalities differ, before anything is known of this one.
    mean, sd : float
        Of the posterior.
    """

    estimate: LocalEstimate
    prior_sd: float
    mean: float
    sd: float

    def draw(self, seed: int, draws: int) -> NDArray[np.float64]:
        """Return draws of the factor, (draws,), the same in every scenario with this prior.

        The uniforms belong to the municipality's name, so others change nothing.
        """
        name = f"economie.reactie.lokaal.{self.estimate.municipality}"
        drawn = self.mean + self.sd * normal(uniforms(seed, name, (draws,)))
        return np.clip(drawn, _LOW, _HIGH)

    @property
    def note(self) -> str:
        """Where the factor comes from, in Dutch, without the name of the municipality."""
        one, sizes = self.estimate, [dutch_number(x, 2) for x in (self.mean, self.sd)]
        outcome = f"factor {sizes[0]} op de landelijke reactie (standaardafwijking {sizes[1]})"
        if self.prior_sd == 0:
            return f"{outcome}: de landelijke reactie zelf."
        if np.isinf(one.error):
            return (f"{outcome}. Er zijn geen {FEWEST_MONTHS} getelde maanden op rij. Afgeleide "
                    "maanden volgen uit de landelijke en zeggen niets over de eigen reactie, dus "
                    "telt alleen de aanname over het verschil tussen gemeenten.")
        return (f"{outcome}. De {one.months} getelde maanden ({one.sample}) geven zelf "
                f"{dutch_number(one.ratio, 2)} (standaardfout {dutch_number(one.error, 2)}); "
                "hoe onzekerder dat is, hoe dichter de factor bij 1 blijft.")


def local_estimate(
    municipality: str,
    counted: pd.Series[float],
    national: pd.Series[float],
    unemployment: pd.Series[float],
    response: Response,
) -> LocalEstimate:
    """Estimate the response of a municipality against the nation's.

    Parameters
    ----------
    municipality : str
    counted : pandas.Series, (months,)
        Its stock in the months that were counted, gaps left out; only the last stretch without a
        gap is used.
    national : pandas.Series, (months,)
        The national stock, any unit.
    unemployment : pandas.Series, (months,)
        Seasonally adjusted, % of the labour force.
    response : Response
        Of the national stock.

    Returns
    -------
    LocalEstimate
        Ratio 1 with an infinite error when there are fewer than 36 months in a row.
    """
    stock = _last_stretch(counted)
    unknown = LocalEstimate(municipality, 1.0, np.inf, len(stock), "")
    if len(stock) < FEWEST_MONTHS:
        return unknown
    change = unemployment.diff()
    economy = response.same_year * change + response.year_later * change.shift(OVERLAP)
    here, there = (pd.Series(np.log(one), one.index).diff() for one in (stock, national))
    frame = pd.DataFrame({"apart": here - there, "economy": economy}).dropna()
    if len(frame) < FEWEST_MONTHS - 1:
        return unknown
    columns = frame[["economy"]].assign(const=1 / OVERLAP).to_numpy()
    gain, apart = weights(columns), frame["apart"].to_numpy()
    errors = apart - columns @ (gain @ apart)
    sieve, variance = burg((errors - errors.mean())[None], _ORDER)
    months = len(frame)
    spread = autocovariances(sieve, variance * months / (months - _ORDER - 2), months)[0]
    error = float(np.sqrt(gain[0] @ toeplitz(spread) @ gain[0]))
    sample = f"{dutch(stock.index[0])} - {dutch(stock.index[-1])}"
    return LocalEstimate(municipality, float(1 + gain[0] @ apart), error, len(stock), sample)


def shrunk(estimate: LocalEstimate, prior_sd: float) -> LocalFactor:
    """Return the factor of a municipality: its own estimate, drawn towards 1.

    Parameters
    ----------
    estimate : LocalEstimate
    prior_sd : float
        Standard deviation of the factor among municipalities; 0 makes it 1 exactly.
    """
    if prior_sd == 0 or np.isinf(estimate.error):
        return LocalFactor(estimate, prior_sd, 1.0, prior_sd)
    trust = prior_sd**2 / (prior_sd**2 + estimate.error**2)
    mean = float(np.clip(1 + trust * (estimate.ratio - 1), _LOW, _HIGH))
    return LocalFactor(estimate, prior_sd, mean, prior_sd * float(np.sqrt(1 - trust)))


def _last_stretch(counted: pd.Series[float]) -> pd.Series[float]:
    """Return the months in a row that end at the last one, with people in all of them."""
    series = counted[counted > 0].sort_index()
    ordinals = pd.PeriodIndex(series.index).astype("int64").to_numpy()
    gaps = np.flatnonzero(np.diff(ordinals) != 1)
    return series.iloc[gaps[-1] + 1 if gaps.size else 0:]
