import runpy
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def test_the_invented_data_set_is_what_its_script_writes(tmp_path):
    runpy.run_path(str(DATA / "make_voorbeeld.py"))["main"](tmp_path)
    written = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert written == {p.name: p.read_bytes() for p in (DATA / "voorbeeld").iterdir()}
