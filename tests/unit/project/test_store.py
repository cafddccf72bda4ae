import errno
import sqlite3
from pathlib import Path

import pytest

from forecast.project import store
from forecast.project.store import FILE, Store

VALUES = {"een": b"1\n\x00\xff", "twee": b"", "drie": b"3" * 10_000}


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    kept = Store(tmp_path / "diep" / "map")
    assert kept.put(VALUES)
    assert kept.get([*VALUES, "vier"]) == VALUES
    assert Store(tmp_path / "diep" / "map").get(["twee"]) == {"twee": b""}
    assert kept.get([]) == {}


def test_more_keys_than_go_in_one_question_are_all_found(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_AT_ONCE", 3)
    kept = Store(tmp_path)
    values = {str(i): bytes([i]) for i in range(20)}
    assert kept.put(values)
    assert kept.get([*values, *values]) == values


def test_a_key_that_is_kept_again_has_its_new_value(tmp_path):
    kept = Store(tmp_path)
    kept.put(VALUES)
    assert kept.put({"een": b"nieuw"})
    assert kept.get(VALUES) == VALUES | {"een": b"nieuw"}


def test_the_oldest_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MOST", 3)
    kept = Store(tmp_path)
    for i in range(5):
        assert kept.put({str(i): bytes([i])})
    assert sorted(kept.get("01234")) == ["2", "3", "4"]
    kept.put({"2": b"weer jong"})
    kept.put({"5": b"5"})
    assert sorted(kept.get("012345")) == ["2", "4", "5"]


def test_without_a_folder_nothing_is_kept():
    kept = Store(None)
    assert not kept.put(VALUES)
    assert kept.get(VALUES) == {}


def test_nothing_to_keep_makes_no_file(tmp_path):
    assert not Store(tmp_path).put({})
    assert list(tmp_path.iterdir()) == []


def test_asking_makes_no_file(tmp_path):
    assert Store(tmp_path / "nieuw").get(["een"]) == {}
    assert not (tmp_path / "nieuw").exists()


def test_a_damaged_file_holds_nothing_and_is_no_crash(tmp_path):
    kept = Store(tmp_path)
    kept.put(VALUES)
    path = tmp_path / FILE
    path.write_bytes(b"dit is geen databestand" * 100)
    assert kept.get(VALUES) == {}
    assert not kept.put(VALUES)
    assert kept.put(VALUES), "a damaged store is thrown away and made anew"
    assert kept.get(VALUES) == VALUES


def test_a_file_that_is_cut_off_is_no_crash(tmp_path):
    kept = Store(tmp_path)
    kept.put(VALUES)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:5000])
    assert set(kept.get(VALUES)) <= set(VALUES)


def test_another_table_in_the_file_is_no_crash(tmp_path):
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("create table iets (x)")
    base.close()
    assert Store(tmp_path).get(VALUES) == {}


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_takes_no_files_keeps_nothing_and_says_so(tmp_path, monkeypatch, code):
    def refuse(self, *args, **settings):
        raise OSError(code, "nee")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert not Store(tmp_path / "map").put(VALUES)


def test_a_file_in_the_place_of_the_folder_keeps_nothing(tmp_path):
    (tmp_path / "map").write_text("een bestand")
    assert not Store(tmp_path / "map").put(VALUES)
    assert Store(tmp_path / "map").get(VALUES) == {}


def test_a_folder_in_the_place_of_the_file_keeps_nothing(tmp_path):
    (tmp_path / FILE).mkdir()
    assert not Store(tmp_path).put(VALUES)
    assert Store(tmp_path).get(VALUES) == {}
