import hashlib
import shutil
import time

import numpy as np
import pandas as pd
import pytest

from forecast.errors import ForecastError
from forecast.inputs import Municipality, load_dataset, load_national
from forecast.inputs.declared import EXITS, INFLOWS


def test_the_record_says_what_the_settings_say(project_to_read):
    data = load_dataset(project_to_read, "voorbeeld")
    assert data.municipalities == (
        Municipality("Voorbeeldstad", "GM9901"), Municipality("Proefdorp", "GM9902")
    )
    assert data.names == ("Voorbeeldstad", "Proefdorp")
    assert (data.name, data.whole, data.reference) == ("voorbeeld", "Samen", "nederland")
    assert data.years == (2020, 2021, 2022, 2023)
    assert data.last_month == pd.Period("2019-12", "M")


def test_monthly_gives_months_by_municipality(project_to_read):
    data = load_dataset(project_to_read, "voorbeeld")
    stock = data.monthly("stand")
    assert stock.shape == (36, 2)
    assert list(stock.columns) == list(data.names)
    assert stock.index[-1] == data.last_month
    assert stock.to_numpy().dtype == np.int64
    flow = sum(data.monthly(n) for n in INFLOWS) - sum(data.monthly(n) for n in EXITS)
    assert (stock.diff().iloc[1:] == flow.iloc[1:]).all(axis=None)


def test_monthly_keeps_to_the_months_that_all_have_and_that_are_realised(small_project):
    path = small_project / "inputs/voorbeeld/bijstand_maand.csv"
    lines = path.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("Proefdorp;2017-0")]
    extra = [line.replace("2019-12", "2020-01") for line in lines if ";2019-12;" in line]
    path.write_text("".join(kept + extra))
    stock = load_dataset(small_project, "voorbeeld").monthly("stand")
    assert (str(stock.index[0]), str(stock.index[-1])) == ("2017-10", "2019-12")


def test_tables_have_types_and_remember_their_rows(project_to_read):
    table = load_dataset(project_to_read, "voorbeeld").tables["vervang_mij"]
    assert list(table.index) == list(range(2, 11))
    assert table["eigen_waarde"].dtype == np.float64
    assert table["jaar"].isna().sum() == 7
    assert set(table["gemeente"]) == {"Voorbeeldstad", "Proefdorp", ""}
    assert table["gezien"].all()


def test_every_file_read_has_its_fingerprint(small_project):
    prints = load_dataset(small_project, "voorbeeld").fingerprints
    path = "inputs/voorbeeld/inwoners.csv"
    assert prints[path] == hashlib.sha256((small_project / path).read_bytes()).hexdigest()
    assert {"inputs/voorbeeld/gegevensset.toml", "inputs/landelijk/bronnen.csv"} <= prints.keys()
    assert load_dataset(small_project, "voorbeeld").fingerprints == prints


def test_codes_and_names_are_both_accepted(small_project):
    path = small_project / "inputs/voorbeeld/inwoners.csv"
    path.write_text(path.read_text().replace("Proefdorp", "GM9902    ")
                    .replace("Voorbeeldstad", "voorbeeldstad"))
    table = load_dataset(small_project, "voorbeeld").tables["inwoners"]
    assert set(table["gemeente"]) == {"Voorbeeldstad", "Proefdorp"}


def test_sources_of_the_set_the_nation_and_the_law_are_one_register(project_to_read):
    sources = load_dataset(project_to_read, "voorbeeld").sources
    assert sources["voorbeeld-2019"].title == "Verzonnen gemeenten voor de tests"
    assert {"cbs-37789ksz", "stb-2012-328"} <= sources.keys()


def test_a_folder_elsewhere_may_hold_the_data_set(small_project, tmp_path):
    shutil.move(small_project / "inputs/voorbeeld", tmp_path / "voorbeeld")
    data = load_dataset(small_project, tmp_path / "voorbeeld")
    assert data.name == "voorbeeld"
    assert "gegevensset.toml" in data.fingerprints


def test_an_unknown_data_set_lists_those_that_exist(project_to_read):
    with pytest.raises(ForecastError, match="er zijn: nederland, voorbeeld"):
        load_dataset(project_to_read, "wpad")


@pytest.mark.parametrize("name", ["", ".", "landelijk"])
def test_a_folder_that_is_no_data_set(project_to_read, name):
    with pytest.raises(ForecastError, match=r"bestaat niet|geen gegevensset"):
        load_dataset(project_to_read, name)


def test_elsewhere_than_in_a_project(tmp_path):
    for load in (lambda: load_dataset(tmp_path, "wpda"), lambda: load_national(tmp_path)):
        with pytest.raises(ForecastError, match="geen projectmap") as caught:
            load()
        assert "--project" in caught.value.problems[0].hint


def test_national_tables_by_name_with_the_nearest_when_absent(project_to_read):
    national = load_national(project_to_read)
    table = national["bijstand_maand_nl"]
    last = table[(table["variabele"] == "tot_aow") & (table["maand"] == "2019-12")]
    assert last["waarde"].item() == 352.3
    assert national.get("bestaat_niet") is None
    with pytest.raises(ForecastError, match="bedoelt u 'macrobudget'"):
        national["macrobudgetten"]


def test_what_was_known_of_the_nation_at_a_moment(project_to_read):
    known = load_national(project_to_read).known(pd.Period("2019-12", "M"))
    assert str(known["bijstand_maand_nl"]["maand"].max()) == "2019-12"
    assert str(known["stromen_kwartaal"]["kwartaal"].max()) == "2019Q4"
    assert known["cpb_ramingen"]["publicatiedatum"].max() <= pd.Timestamp("2019-12-31")
    assert not (known["macrobudget"]["bekend_vanaf"] > pd.Period("2019-12", "M")).any()


def test_loading_takes_less_than_half_a_second(project_to_read):
    load_dataset(project_to_read, "voorbeeld")
    start = time.process_time()
    data = load_dataset(project_to_read, "voorbeeld")
    rows = sum(len(table) for table in data.tables.values())
    assert (time.process_time() - start) * 4000 / rows < 1.0  # twice the aim, for a busy machine
