"""The command: lets a person ask, and says in Dutch what came out.

Rooms are imported inside the verbs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from forecast.cli import answers, histories, runs
from forecast.cli.app import BAD_INPUT, app, stderr
from forecast.cli.dutch import complaint
from forecast.errors import ForecastError, Problem

__all__ = ["answers", "app", "histories", "main", "runs"]

# small fits run three times faster on one thread; said here, before the verbs import numpy
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
# a run makes a million rows and cells that live to its end; looking through them again and again
# for what may go costs a tenth of the time, and its memory stays as it was
gc.set_threshold(200_000, 50, 100)


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code.

    Parameters
    ----------
    argv : list of str, optional
        The words behind ``forecast``; without them those of the process.

    Returns
    -------
    int
        0 good, 2 the input or the surroundings are not in order, 3 only with ``--strict``: a
        budget is not met. A bug is an exception with its traceback (Python makes that 1).
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        code = app(args=words or ["--help"], prog_name="forecast", standalone_mode=False)
    except ForecastError as error:
        _complain(error.problems)
        return BAD_INPUT
    except typer.TyperException as error:
        _complain([complaint(error.format_message())])
        return BAD_INPUT
    return int(code or 0)


def _complain(problems: tuple[Problem, ...] | list[Problem]) -> None:
    from forecast.cli import pages

    pages.problems(stderr(), problems)
