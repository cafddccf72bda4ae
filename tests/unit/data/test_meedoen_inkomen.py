"""The shipped figures on meedoen and inkomen follow from their scripts and the agreement."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[3]
WPDA = ROOT / "inputs/wpda"


@pytest.mark.parametrize(("group", "tables"), [("meedoen", 2), ("inkomen", 1)])
def test_the_tables_are_what_the_script_makes(group, tables):
    done = subprocess.run([sys.executable, str(WPDA / f"afleiden_{group}.py"), "--controle"],
                          cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("gelijk") == tables


def test_400_of_1295_are_not_in_view_and_have_no_activity():
    counts = pd.read_csv(WPDA / "meedoen.csv").groupby("variabele").waarde.sum()
    assert counts.to_dict() == {"route": 1295, "in_beeld": 895, "zonder_activiteit": 400,
                                "met_activiteit": 895}


def test_seven_forms_are_more_than_the_people_who_do_them():
    forms = pd.read_csv(WPDA / "meedoen_activiteiten.csv")
    assert forms.activiteit.nunique() == 7
    assert forms.waarde.sum() == round(1.3 * 895)
    assert set(forms.status) == {"aanname"}


def test_what_is_not_public_has_no_row():
    known = set(pd.read_csv(WPDA / "inkomen.csv").variabele)
    assert known == {"voorzieningenwijzer_aangeboden", "voorzieningenwijzer_gebruikt",
                     "besluiten"}
