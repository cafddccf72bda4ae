import json

from forecast.outputs.edition import write_edition
from forecast.outputs.manifest import PACKAGES, manifest


def test_manifest_says_how_to_make_the_figures_again(report):
    content = json.loads(manifest(report, ["forecast", "run", "basis"]))
    assert content["seed"] == 2020
    assert content["trekkingen"] == 200
    assert content["opdracht"] == ["forecast", "run", "basis"]
    assert set(content["scenarios"]) == {"basis", "gunstig", "ongunstig"}
    assert content["vingerafdrukken"] == dict(report.fingerprints)
    assert set(content["pakketten"]) == set(PACKAGES)
    assert "onbekend" not in content["pakketten"].values()


def test_an_edition_holds_three_files_the_same_every_time(report, tmp_path):
    first = write_edition(report, tmp_path / "een")
    second = write_edition(report, tmp_path / "twee", csv_nl=True)
    names = sorted(p.name for p in first.parent.iterdir())
    assert names == ["manifest.json", "results.csv", "werkprognose.xlsx"]
    assert (second.parent / "results-nl.csv").exists()
    for name in names:
        assert (first.parent / name).read_bytes() == (second.parent / name).read_bytes()
