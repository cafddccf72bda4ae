from pathlib import Path

import pandas as pd
import pytest

from forecast.cycle import shelf as shelves
from forecast.errors import ForecastError

LAST = pd.Period("2019-12", "M")


def edition(shelf: Path, name: str) -> Path:
    folder = shelf / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_next_name_is_the_first_that_is_free(tmp_path):
    assert shelves.next_name(tmp_path, LAST) == "2019-12-1"
    edition(tmp_path, "2019-12-1")
    edition(tmp_path, "2019-12-3")
    assert shelves.next_name(tmp_path, LAST) == "2019-12-2"


def test_an_edition_is_a_folder_with_a_manifest(tmp_path):
    edition(tmp_path, "mei")
    (tmp_path / "half").mkdir()
    edition(tmp_path, ".bezig-x")
    assert [p.name for p in shelves.editions(tmp_path)] == ["mei"]
    assert shelves.latest(tmp_path, but="mei") is None
    assert shelves.editions(tmp_path / "nergens") == ()


def test_what_fails_half_way_leaves_nothing(tmp_path):
    def fail() -> None:
        with shelves.staged(tmp_path, "mei") as folder:
            (folder / "half.txt").write_text("half", encoding="utf-8")
            raise RuntimeError("stroom weg")

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_an_edition_is_replaced_whole(tmp_path):
    edition(tmp_path, "mei")
    with shelves.staged(tmp_path, "mei") as folder:
        (folder / "nieuw.txt").write_text("nieuw", encoding="utf-8")
    assert [p.name for p in (tmp_path / "mei").iterdir()] == ["nieuw.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["mei"]


def test_looking_whether_it_can_be_written_makes_no_folder(tmp_path):
    shelves.check_writable(tmp_path / "outputs" / "wpda")
    assert list(tmp_path.iterdir()) == []
    with shelves.staged(tmp_path / "outputs" / "wpda", "mei"):
        pass
    assert (tmp_path / "outputs" / "wpda" / "mei").is_dir()


@pytest.mark.parametrize(
    "name",
    ["", "a/b", "..", ".verborgen", "met spatie", "x" * 70, "con", "LPT1.csv", "mei."],
)
def test_a_name_that_is_no_folder_is_refused(tmp_path, name):
    with pytest.raises(ForecastError, match="kan geen map worden"):
        shelves.check_name(tmp_path, name, force=False)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    place = tmp_path / "outputs"
    place.write_text("", encoding="utf-8")
    with pytest.raises(ForecastError) as caught:
        shelves.check_writable(place)
    assert str(place) in str(caught.value)
