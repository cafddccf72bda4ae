"""The verb that forecasts any file of series, as a user meets it."""

import contextlib
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecast.cli import main
from forecast.cli.app import cache_folder
from forecast.project.store import FILE

COLUMNS = ["series_id", "origin", "period", "mean", "lo80", "hi80", "lo95", "hi95"]
BANDS = ["lo95", "lo80", "mean", "hi80", "hi95"]
HORIZON = 14
RNG = np.random.default_rng(3)
WALK = 1000 * np.exp(RNG.normal(0, 0.01, 60).cumsum())
SERIES = {
    "gewoon": WALK,
    "acht": [10, 12, 9, 11, 10, 13, 8, 10],
    "nullen": np.zeros(30),
    "constant": np.full(30, 7.0),
    "tellingen": RNG.poisson(2, 50),
    "sprong": np.r_[WALK[:40], 1.5 * WALK[40:50]],
    "lijn": 100 * 1.01 ** np.arange(23),
    "Aa, en Hunze": RNG.poisson(40, 26),
}
#: What the reasons must say of each.
TOLD = {
    "gewoon": ["toetsmomenten"],
    "acht": ["8 maanden zijn te weinig voor een trend: gemiddelde van het laatste jaar."],
    "nullen": ["De reeks bevat nullen", "De reeks is constant en blijft dat",
               "De breedte is nul omdat de reeks nooit bewoog."],
    "constant": ["De reeks is constant en blijft dat",
                 "De breedte is nul omdat de reeks nooit bewoog."],
    "tellingen": ["De reeks bevat nullen: geraamd op log(1 + waarde)."],
    "sprong": ["Niveausprong in mei 2017", "de raming gaat van het nieuwe niveau uit"],
    "lijn": ["23 maanden zijn te weinig voor een trend: gemiddelde van het laatste jaar."],
    "Aa, en Hunze": ["26 maanden zijn te weinig voor autoregressie van veranderingen."],
}


def written(path: Path, series=None, first="2014-01", extra="") -> Path:
    """Return a file of series: by name its values, or rows with an origin."""
    frames = [
        pd.DataFrame({"series_id": name, "value": np.asarray(values, dtype=float),
                      "period": pd.period_range(first, periods=len(values), freq="M").astype(str)})
        for name, values in (series or SERIES).items()
    ]
    table = pd.concat(frames)[["series_id", "period", "value"]]
    path.write_text(table.to_csv(index=False) + extra, encoding="utf-8")
    return path


def forecast(*words: object) -> tuple[int, str]:
    """Type the command with one process; return its code and what it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main(["series", *map(str, words), "--workers", "1"])
    return code, out.getvalue()


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """Return the forecasts, the reasons, what was printed and the folder of one call."""
    folder = tmp_path_factory.mktemp("reeksen")
    source, out = written(folder / "in.csv"), folder / "uit" / "raming.csv"
    code, said = forecast(source, "--horizon", HORIZON, "--out", out)
    assert code == 0, said
    reasons = pd.read_csv(out.with_name("raming-uitleg.csv"), keep_default_na=False)
    return pd.read_csv(out), reasons, said, folder


def test_a_row_per_series_and_month_with_the_columns_of_the_contract(answer):
    table, *_ = answer
    assert table.columns.tolist() == COLUMNS
    assert list(dict.fromkeys(table["series_id"])) == list(SERIES)
    for name, values in SERIES.items():
        part = table[table["series_id"] == name]
        known = pd.period_range("2014-01", periods=len(values), freq="M")
        assert part["origin"].unique().tolist() == [str(known[-1])]
        ahead = pd.period_range(known[-1] + 1, periods=HORIZON, freq="M")
        assert part["period"].tolist() == ahead.astype(str).tolist()


def test_every_band_is_finite_ordered_and_not_below_zero(answer):
    table, *_ = answer
    values = table[BANDS].to_numpy()
    assert np.isfinite(values).all()
    assert (np.diff(values, axis=1) >= 0).all()
    assert (values >= 0).all()


def test_only_a_series_that_never_moved_has_no_width(answer):
    table, *_ = answer
    for name, part in table.groupby("series_id"):
        width = (part["hi80"] - part["lo80"]).to_numpy()
        if name in ("nullen", "constant"):
            assert (width == 0).all()
            assert (part["mean"] == SERIES[name][0]).all()
        else:
            assert (width > 0).all(), name
            assert ((part["hi95"] - part["lo95"]).to_numpy() > width).all(), name


def test_no_series_is_made_absurd_by_another_in_its_file(answer):
    table, *_ = answer
    for name, values in SERIES.items():
        part = table[table["series_id"] == name]
        assert part["hi95"].max() <= 10 * max(values), name
        assert part["lo95"].min() >= min(values) / 10, name


def test_the_reasons_beside_it_say_what_was_done_and_which_fallback_was_taken(answer):
    _, reasons, *_ = answer
    assert reasons["series_id"].tolist() == list(SERIES)
    for row in reasons.to_dict("records"):
        text = " ".join(str(value) for value in row.values())
        for told in TOLD[row["series_id"]]:
            assert told in text, row["series_id"]
        assert row["waarom"]
        still = row["series_id"] in ("nullen", "constant")
        assert row["breedte"].startswith("nul" if still else "breedte uit "), row["series_id"]


def test_the_screen_names_the_files_and_the_reasons(answer):
    _, _, said, folder = answer
    assert f"Ramingen: {folder / 'uit' / 'raming.csv'}" in said
    assert f"Uitleg per reeks: {folder / 'uit' / 'raming-uitleg.csv'}" in said
    assert "acht (t/m 2014-08): alleen gemiddelde van het laatste jaar." in said
    assert "8 ramingen; " in said
    assert sorted(p.name for p in (folder / "uit").iterdir()) == ["raming-uitleg.csv",
                                                                  "raming.csv"]


def test_a_second_call_finds_every_fit_and_gives_the_same_bytes(answer, tmp_path, monkeypatch):
    *_, folder = answer
    monkeypatch.setenv("WERKPROGNOSE_CACHE", str(tmp_path / "cache"))
    bytes_of = []
    for name in ("een", "twee"):
        out = tmp_path / f"{name}.csv"
        code, said = forecast(folder / "in.csv", "--horizon", HORIZON, "--out", out)
        assert code == 0
        bytes_of.append((out.read_bytes(), (tmp_path / f"{name}-uitleg.csv").read_bytes()))
    assert "; 0 schattingen gemaakt, " in said
    assert ", 0 uit een eerdere keer" not in said
    assert (tmp_path / "cache" / FILE).is_file()
    first = (folder / "uit" / "raming.csv").read_bytes()
    assert bytes_of[0] == bytes_of[1]
    assert bytes_of[0][0] == first


def test_without_the_cache_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("WERKPROGNOSE_CACHE", str(tmp_path / "cache"))
    source = written(tmp_path / "in.csv", {"a": WALK[:20]})
    for _ in range(2):
        code, said = forecast(source, "--horizon", 3, "--no-cache")
        assert code == 0
        assert ", 0 uit een eerdere keer" in said
    assert not (tmp_path / "cache").exists()


def test_the_cache_is_that_of_the_tests_and_not_of_the_user(cache_of_the_tests):
    assert cache_folder() == cache_of_the_tests


def test_without_a_file_the_table_goes_to_the_screen_and_the_reasons_beside_it(say, tmp_path):
    source = written(tmp_path / "in.csv", {"a": WALK[:20], "b": WALK[:9]})
    said = say("series", source, "--horizon", 2, "--workers", 1)
    assert said.code == 0
    table = pd.read_csv(io.StringIO(said.out))
    assert table.columns.tolist() == COLUMNS
    assert table["series_id"].tolist() == ["a", "a", "b", "b"]
    assert "a (t/m 2015-08): " in said.err
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_an_origin_gives_a_forecast_from_each_origin_that_knows_nothing_later(tmp_path):
    tables = []
    for last in (WALK[:60], np.r_[WALK[:48], 1e6 * np.arange(1, 13)]):
        rows = [f"a,{p},{v:.3f},{origin}"
                for origin, until in (("2017-12", WALK), ("2018-12", last))
                for p, v in zip(pd.period_range("2014-01", periods=60, freq="M"), until,
                                strict=True)]
        source, out = tmp_path / "in.csv", tmp_path / "uit.csv"
        source.write_text("\n".join(["series_id,period,value,origin", *rows]), encoding="utf-8")
        assert forecast(source, "--horizon", 6, "--out", out)[0] == 0
        tables.append(pd.read_csv(out))
        reasons = pd.read_csv(tmp_path / "uit-uitleg.csv", keep_default_na=False)
        assert "12 maanden na de origin zijn niet gebruikt." in reasons["meldingen"].iloc[0]
    honest, planted = tables
    assert honest["origin"].tolist() == ["2017-12"] * 6 + ["2018-12"] * 6
    assert honest["period"].tolist() == [*pd.period_range("2018-01", periods=6, freq="M")
                                         .astype(str),
                                         *pd.period_range("2019-01", periods=6, freq="M")
                                         .astype(str)]
    pd.testing.assert_frame_equal(honest.iloc[:6], planted.iloc[:6], check_exact=True)
    assert (honest["mean"].iloc[6:] != planted["mean"].iloc[6:]).all()


def test_values_below_zero_are_forecast_and_it_is_said_how(tmp_path):
    balance = np.random.default_rng(1).normal(0, 5, 40)
    source, out = written(tmp_path / "in.csv", {"saldo": balance}), tmp_path / "uit.csv"
    code, said = forecast(source, "--horizon", 6, "--out", out)
    assert code == 0, said
    values = pd.read_csv(out)[BANDS].to_numpy()
    assert np.isfinite(values).all()
    assert (np.diff(values, axis=1) > 0).all()
    assert values.min() < 0 < values.max()
    assert "De reeks bevat negatieve waarden: geraamd zonder logaritme." in said


def test_a_step_from_one_still_level_to_another_is_forecast(tmp_path):
    step = np.r_[np.full(40, 100.0), np.full(20, 150.0)]
    source, out = written(tmp_path / "in.csv", {"trap": step}), tmp_path / "uit.csv"
    code, said = forecast(source, "--horizon", 6, "--out", out)
    assert code == 0, said
    table = pd.read_csv(out)
    np.testing.assert_allclose(table["mean"], 150, rtol=0.05)
    assert (table["hi80"] > table["lo80"]).all()


def test_an_exact_line_goes_on_with_a_width(tmp_path):
    line = {"krom": 100 * 1.01 ** np.arange(40), "recht": 100.0 + np.arange(40)}
    source, out = written(tmp_path / "in.csv", line), tmp_path / "uit.csv"
    code, said = forecast(source, "--horizon", 6, "--out", out)
    assert code == 0, said
    table = pd.read_csv(out).set_index("series_id")
    np.testing.assert_allclose(table.loc["krom", "mean"], 100 * 1.01 ** np.arange(40, 46),
                               rtol=0.03)
    np.testing.assert_allclose(table.loc["recht", "mean"], 100.0 + np.arange(40, 46), rtol=0.03)
    assert (table["hi80"] > table["lo80"]).all()


def test_every_panel_and_any_number_of_dates_can_be_asked(tmp_path):
    source, out = written(tmp_path / "in.csv", {"a": WALK}), tmp_path / "uit.csv"
    assert forecast(source, "--horizon", 3, "--out", out, "--panel", "volledig",
                    "--backtest", 0)[0] == 0
    reasons = pd.read_csv(tmp_path / "uit-uitleg.csv")
    assert "mediaan van 7 modellen, gelijk gewogen: er is geen terugtoets" in reasons["waarom"][0]
    assert "meegeleverde kromme" in reasons["breedte"][0]
    assert len(pd.read_csv(out)) == 3


@pytest.mark.parametrize("months", [6, 60])
def test_the_longest_horizon_still_gives_finite_and_ordered_bands(tmp_path, months):
    source, out = written(tmp_path / "in.csv", {"a": WALK[:months]}), tmp_path / "uit.csv"
    assert forecast(source, "--horizon", 240, "--backtest", 2, "--out", out)[0] == 0
    values = pd.read_csv(out)[BANDS].to_numpy()
    assert values.shape == (240, 5)
    assert np.isfinite(values).all()
    assert (np.diff(values, axis=1) > 0).all()
    told = "breedte uit 2 toetsmomenten van de reeks zelf" if months == 60 else "kromme"
    assert told in pd.read_csv(tmp_path / "uit-uitleg.csv")["breedte"][0]


@pytest.mark.parametrize(("words", "told"), [
    (("--panel", "kernn"), "panel 'kernn' is onbekend"),
    (("--panel", "kernn"), "kies uit: kern, volledig"),
    (("--horizon", "0"), "ten minste 1"),
    (("--horizon", "veel"), "heel getal"),
    (("--backtest", "-1"), "ten minste 0"),
    (("--sneller",), "'--sneller' is geen optie"),
])
def test_a_mistake_on_the_command_line_says_what_and_how(say, tmp_path, words, told):
    source = written(tmp_path / "in.csv", {"a": WALK[:20]})
    horizon = () if "--horizon" in words else ("--horizon", "3")
    said = say("series", source, *horizon, *words, "--out", tmp_path / "uit.csv")
    assert said.code == 2
    assert told in said.err
    assert "er is niets geschreven" in said.err
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_a_bad_file_gives_every_problem_and_writes_nothing(say, tmp_path):
    source = written(tmp_path / "in.csv", {"a": WALK[:20]}, extra="a,2016-13,1\nb,2016-01,veel\n")
    said = say("series", source, "--horizon", "3", "--out", tmp_path / "uit.csv")
    assert said.code == 2
    assert "in.csv, rij 22, kolom period: '2016-13' is geen maand" in said.err
    assert "in.csv, rij 23, kolom value: 'veel' is geen getal" in said.err
    assert "2 problemen; er is niets geschreven" in said.err
    assert said.out == ""
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_a_file_that_is_not_there_is_named(say, tmp_path):
    said = say("series", tmp_path / "nergens.csv", "--horizon", "3")
    assert said.code == 2
    assert f"{tmp_path / 'nergens.csv'}: dit bestand bestaat niet" in said.err


def test_a_result_that_cannot_be_written_is_named(say, tmp_path):
    source = written(tmp_path / "in.csv", {"a": WALK[:20]})
    (tmp_path / "vol").write_text("een bestand, geen map", encoding="utf-8")
    said = say("series", source, "--horizon", "3", "--workers", 1, "--out",
               tmp_path / "vol" / "uit.csv")
    assert said.code == 2
    assert "kan niet worden geschreven" in said.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "vol"]


def test_help_speaks_dutch(say):
    said = say("series", "--help")
    assert said.code == 0
    assert "Raam elke maandreeks" in said.out
    for english in ("Usage", "Options", "Show this", "Arguments", "default:"):
        assert english not in said.out
