import numpy as np
import pandas as pd

from forecast.project.memory import kept

CALLS = []


def fit(frame: pd.DataFrame, *, power: int) -> np.ndarray:
    CALLS.append(power)
    return frame.to_numpy() ** power


def test_equal_content_is_fitted_once_and_other_content_anew():
    CALLS.clear()
    first = kept(fit, pd.DataFrame({"a": [1.0, 2.0]}), power=2)
    again = kept(fit, pd.DataFrame({"a": [1.0, 2.0]}), power=2)
    assert first is again
    assert kept(fit, pd.DataFrame({"a": [1.0, 3.0]}), power=2)[1, 0] == 9
    assert kept(fit, pd.DataFrame({"a": [1.0, 2.0]}), power=3)[1, 0] == 8
    assert CALLS == [2, 2, 3]
