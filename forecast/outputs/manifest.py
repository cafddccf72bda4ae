"""The manifest: everything that is needed to make the same figures again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from forecast.outputs.report import Report

#: Packages whose version can change a figure.
PACKAGES = ("numpy", "pandas", "scipy", "statsmodels", "openpyxl", "pydantic", "lxml")


def manifest(report: Report, commands: Iterable[str] = ()) -> bytes:
    """Return the manifest as JSON, keys sorted, without any clock.

    Parameters
    ----------
    report : Report
    commands : iterable of str
        How the run was asked for, so that it can be asked again.
    """
    content = {
        "schema": 1,
        "versie": report.version,
        "run": report.run_id,
        "editie": report.edition,
        "vorige_editie": report.previous,
        "gegevensset": report.data_name,
        "laatste_maand": str(report.last_month),
        "jaren": list(report.years),
        "gemeenten": list(report.municipalities),
        "seed": report.seed,
        "trekkingen": report.draws,
        "opdracht": list(commands),
        "vingerafdrukken": dict(report.fingerprints),
        "scenarios": {
            s.name: {"titel": s.title, "label": s.label, "waarden": _plain(s.resolved)}
            for s in report.scenarios
        },
        "python": python_version(),
        "pakketten": {name: _version(name) for name in PACKAGES},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return (text + "\n").encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "onbekend"


def _plain(value: object) -> object:
    """Return a value as JSON knows it; numpy's numbers become Python's."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (str, bool, int)) or value is None:
        return value
    if isinstance(value, float):
        return float(value)
    item = getattr(value, "item", None)
    return item() if callable(item) else str(value)
