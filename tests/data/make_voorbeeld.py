"""Writes tests/data/voorbeeld: two invented municipalities, no Wsw, 36 months that add up.

Run it again after a change:  python tests/data/make_voorbeeld.py
"""

import csv
import math
import random
from pathlib import Path

HERE = Path(__file__).parent / "voorbeeld"
SEED, MONTHS = 7, [f"{y}-{m:02d}" for y in (2017, 2018, 2019) for m in range(1, 13)]
#: name: code, persons at the start, inhabitants on 1 January 2017, per month
PLACES = {
    "Voorbeeldstad": ("GM9901", 1400, 52_000),
    "Proefdorp": ("GM9902", 260, 18_000),
}
#: share of the stock per month, and the month of its peak
INFLOWS = {"instroom_nieuw": (0.0165, 1), "instroom_herinstroom": (0.006, 1),
           "instroom_statushouders": (0.002, 6)}
EXITS = {"uitstroom_werk": (0.0085, 8), "uitstroom_onderneming": (0.0012, 3),
         "uitstroom_onderwijs": (0.0025, 9), "uitstroom_overig": (0.011, 7),
         "uitstroom_aow": (0.0017, 5)}
PERSONS_PER_BENEFIT = 1.177
ROUTES = {"werknemer": 0.35, "vrijwilliger": 0.45, "onderwijs": 0.12, "ondernemer": 0.08}
AGREED = {"bron": "voorbeeld-2019", "status": "voorbeeld"}


def counts(rng: random.Random, mean: float, peak: int, month: int) -> int:
    """Return a whole number around a seasonal mean, never negative."""
    season = 1 + 0.15 * math.cos((month - peak) * math.pi / 6)
    return max(0, round(mean * season + rng.gauss(0, 0.5 * math.sqrt(mean))))


def months_of(name: str, start: int, rng: random.Random) -> list[dict]:
    """Return the monthly rows of a municipality; the stock follows from the flows exactly."""
    rows, stock = [], start
    for index, month in enumerate(MONTHS):
        flows = {key: counts(rng, start * share, peak, index % 12 + 1)
                 for key, (share, peak) in (INFLOWS | EXITS).items()}
        if index:
            stock += sum(flows[k] for k in INFLOWS) - sum(flows[k] for k in EXITS)
        part_time = counts(rng, start * 0.0045, 5, index % 12 + 1)
        values = {"stand": stock, "uitkeringen": round(stock / PERSONS_PER_BENEFIT), **flows,
                  "deeltijd_nieuw": part_time}
        rows += [
            {"gemeente": name, "maand": month, "variabele": key, "waarde": value,
             "eenheid": "uitkeringen" if key == "uitkeringen" else "personen", **AGREED}
            for key, value in values.items()
        ]
    return rows


def composition(name: str, stock: int) -> list[dict]:
    """Return the stock by route and group; the last cell takes what rounding leaves."""
    cells = {(r, g): round(stock * share * part) for r, share in ROUTES.items()
             for g, part in (("statushouder", 0.14), ("overig", 0.86))}
    cells["vrijwilliger", "overig"] += stock - sum(cells.values())
    return [{"gemeente": name, "route": r, "groep": g, "waarde": n, **AGREED}
            for (r, g), n in cells.items()]


def cohorts(name: str, stock: int) -> list[dict]:
    """Return persons by birth month, for those who reach the AOW age in the coming eight years."""
    return [{"gemeente": name, "geboortemaand": f"{1953 + i // 12}-{i % 12 + 1:02d}",
             "waarde": round((i + 1) * stock * 0.0018) - round(i * stock * 0.0018), **AGREED}
            for i in range(8, 120)]


def replace_rows() -> list[dict]:
    """Return the assumptions that decide most, the budget still to be entered."""
    rows = [
        (1, "buig.budget.voorlopig", "Voorbeeldstad", 2020, "voorlopig budget", "", "", "",
         "euro per jaar"),
        (1, "buig.budget.voorlopig", "Proefdorp", 2020, "voorlopig budget", "", "", "",
         "euro per jaar"),
        (2, "buig.aandeel", "Voorbeeldstad", "", "aandeel in het macrobudget",
         "0.345", "0.317", "0.373", "% van het macrobudget"),
        (2, "buig.aandeel", "Proefdorp", "", "aandeel in het macrobudget",
         "0.064", "0.059", "0.069", "% van het macrobudget"),
        (3, "bijstand.beginstand.factor", "", "", "stand op de laatste maand",
         "1", "0.98", "1.02", "factor"),
        (4, "buig.lks.banen", "Voorbeeldstad", "", "banen met loonkostensubsidie",
         "70", "50", "90", "banen"),
        (4, "buig.lks.banen", "Proefdorp", "", "banen met loonkostensubsidie",
         "12", "8", "16", "banen"),
        (5, "buig.ioaw_ioaz.stand", "Voorbeeldstad", "", "IOAW en IOAZ", "80", "", "",
         "uitkeringen"),
        (5, "buig.ioaw_ioaz.stand", "Proefdorp", "", "IOAW en IOAZ", "14", "", "", "uitkeringen"),
    ]
    names = ("rang", "sleutel", "gemeente", "jaar", "omschrijving", "waarde", "laag", "hoog",
             "eenheid")
    return [dict(zip(names, row, strict=True))
            | {"eigen_waarde": "", "eigen_bron": "", "waarom": "verzonnen gemeente",
               "bron": "voorbeeld-2019", "status": "voorbeeld"} for row in rows]


def agreements(months: list[dict]) -> list[dict]:
    """Return what was agreed and achieved; 2018 is the sum of its parts."""
    parts = {"uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "deeltijd_nieuw"}
    total = sum(r["waarde"] for r in months
                if r["variabele"] in parts and r["maand"].startswith("2018"))
    return [{"jaar": 2018, "variabele": "uitstroom_geheel_of_gedeeltelijk", "waarde": total,
             "eenheid": "personen", **AGREED}]


def write(name: str, rows: list[dict], folder: Path) -> None:
    """Write a table as a Dutch reader's Excel would: a semicolon between cells."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path = HERE) -> None:
    """Write every table of the data set."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    months = [row for name, (_, start, _) in PLACES.items() for row in months_of(name, start, rng)]
    stock = {r["gemeente"]: r["waarde"] for r in months if r["variabele"] == "stand"}
    write("bijstand_maand", months, folder)
    write("samenstelling", [r for n in PLACES for r in composition(n, stock[n])], folder)
    write("aow_cohorten", [r for n in PLACES for r in cohorts(n, stock[n])], folder)
    write("inwoners", [{"gemeente": n, "jaar": 2017 + i, "waarde": start + 150 * i, **AGREED}
                       for n, (_, _, start) in PLACES.items() for i in range(4)], folder)
    write("vervang_mij", replace_rows(), folder)
    write("afspraken", agreements(months), folder)
    write("bronnen", [{"code": "voorbeeld-2019", "titel": "Verzonnen gemeenten voor de tests",
                       "uitgever": "werkprognose", "datum": "2019-12", "adres": ""}], folder)
    places = ", ".join(f'{{naam = "{n}", code = "{c}"}}' for n, (c, _, _) in PLACES.items())
    (folder / "gegevensset.toml").write_text(
        'naam = "voorbeeld"\ntitel = "Voorbeeldstad en Proefdorp"\ngeheel = "Samen"\n'
        'laatste_maand = "2019-12"\njaren = [2020, 2021, 2022, 2023]\nscenarios = ["basis"]\n'
        f'landelijk = "nederland"\ngemeenten = [{places}]\n',
        encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
