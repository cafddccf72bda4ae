"""The data-quality report: every rule judged, and red stops a run."""

from __future__ import annotations

from collections.abc import Iterable

from forecast.errors import Problem, raise_all
from forecast.inputs import (
    quality_beschut,
    quality_inkomen,
    quality_meedoen,
    quality_origin,
    quality_register,
    quality_series,
    quality_statushouders,
    quality_totals,
    quality_wsw,
)
from forecast.inputs.finding import Evidence, Finding, Rule
from forecast.inputs.law import Law
from forecast.inputs.national import National
from forecast.inputs.records import DataSet

RULES: tuple[Rule, ...] = (
    *quality_series.RULES, *quality_totals.RULES, *quality_origin.RULES,
    *quality_beschut.RULES, *quality_meedoen.RULES, *quality_inkomen.RULES,
    *quality_register.RULES, *quality_statushouders.RULES,
    *quality_wsw.RULES,
)


def quality_report(
    data: DataSet,
    reference: DataSet | None = None,
    national: National | None = None,
    law: Law | None = None,
) -> tuple[Finding, ...]:
    """Judge a data set by every rule.

    Parameters
    ----------
    data : DataSet
    reference : DataSet, optional
        The national data set; without it the report is silent on comparisons with the nation.
    national : National, optional
        Without it the report is silent on vintages and provisional months.
    law : Law, optional
        Without it the report is silent on what the law decides.

    Returns
    -------
    tuple of Finding
        In the order of the rules; at least one for each rule that could be judged.
    """
    evidence = Evidence(data, reference, national, law)
    return tuple(finding for rule in RULES for finding in rule.judge(evidence))


def stop_on_red(findings: Iterable[Finding]) -> None:
    """Refuse to go on with data that cannot be right.

    Raises
    ------
    ForecastError
        With a problem for every red finding.
    """
    raise_all(Problem(f.where, f"{f.rule}: {f.what}", f.hint) for f in findings
              if f.level == "rood")
