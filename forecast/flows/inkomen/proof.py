"""How large a sample proves that more than 99 percent of the decisions are right.

Exact binomial, one-sided (Clopper and Pearson, Biometrika 26, 1934): a sample of n with k errors
proves the norm when so few errors would be seen in at most 5 percent of samples if exactly the
norm held.
"""

from __future__ import annotations

from scipy.special import bdtr

NORM, CONFIDENCE = 0.99, 0.95


def sample_needed(errors: int, norm: float = NORM, confidence: float = CONFIDENCE) -> int:
    """Return the smallest sample that proves the norm with this many errors.

    Parameters
    ----------
    errors : int
        Wrong decisions in the sample, zero or more.
    norm : float
        Share right that must be exceeded, between 0 and 1.
    confidence : float
        One-sided.

    Returns
    -------
    int
        299 without errors, 473 with one, 628 with two (at 99 and 95 percent).
    """
    low, high = errors, errors + 1
    while not _proves(high, errors, norm, confidence):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if _proves(middle, errors, norm, confidence):
            high = middle
        else:
            low = middle
    return high


def errors_allowed(sample: int, norm: float = NORM, confidence: float = CONFIDENCE) -> int:
    """Return the most errors with which a sample still proves the norm; -1 when it never does."""
    errors = -1
    while errors + 1 < sample and _proves(sample, errors + 1, norm, confidence):
        errors += 1
    return errors


def chance_of_proof(
    sample: int, right: float, norm: float = NORM, confidence: float = CONFIDENCE
) -> float:
    """Return the chance that a sample proves the norm when the true share right is `right`."""
    allowed = errors_allowed(sample, norm, confidence)
    return float(bdtr(allowed, sample, 1 - right)) if allowed >= 0 else 0.0


def _proves(sample: int, errors: int, norm: float, confidence: float) -> bool:
    return bool(bdtr(errors, sample, 1 - norm) <= 1 - confidence)
