from pathlib import Path

import pytest

from forecast.errors import ForecastError
from forecast.outputs.writing import open_elsewhere, write_file


def test_a_file_appears_whole_in_a_new_folder(tmp_path):
    target = tmp_path / "wpda" / "2019-12-1" / "results.csv"
    write_file(target, b"een")
    write_file(target, b"twee")
    assert target.read_bytes() == b"twee"
    assert [p.name for p in target.parent.iterdir()] == ["results.csv"]


def test_a_file_open_in_excel_stays_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "werkprognose.xlsx"
    target.write_bytes(b"oud")

    def held(self, other):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(ForecastError, match="Sluit het bestand in Excel, of kies een andere"):
        write_file(target, b"nieuw")
    assert target.read_bytes() == b"oud"
    assert [p.name for p in tmp_path.iterdir()] == ["werkprognose.xlsx"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "uitvoer").write_text("een bestand, geen map")
    with pytest.raises(ForecastError, match="kan niet worden geschreven") as caught:
        write_file(tmp_path / "uitvoer" / "results.csv", b"x")
    assert "--out" in caught.value.problems[0].hint


def test_excel_leaves_a_mark_beside_an_open_file(tmp_path):
    target = tmp_path / "werkprognose.xlsx"
    assert not open_elsewhere(target)
    (tmp_path / "~$werkprognose.xlsx").write_bytes(b"")
    assert open_elsewhere(target)
