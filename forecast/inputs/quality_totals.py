"""Rules on totals and their parts: composition, cohorts, agreements, shares and ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd

from forecast.inputs.finding import Evidence, Level, Remark, Rule
from forecast.inputs.quality_series import TABLE, wide
from forecast.periods import month
from forecast.words import dutch_number, several

_TOGETHER = "uitstroom_geheel_of_gedeeltelijk"
_PARTS = ("uitstroom_werk", "uitstroom_onderneming", "uitstroom_onderwijs", "deeltijd_nieuw")
_AOW_PER_YEAR = (0.005, 0.06)  # of the stock; nationally about 9 of 416 thousand a year
_SHARE_RANGE = (0.5, 2.0)  # share of the budget against share of the national stock
_UNIT_SLIP = 10.0  # further off than this is another unit: thousands of euros, or euro cents
_BUDGET_KEYS = ("buig.budget.voorlopig", "buig.budget.definitief")


def _at_last(evidence: Evidence, variable: str = "stand") -> pd.Series:
    table = wide(evidence, variable)
    return table[table.index <= evidence.data.last_month].iloc[-1]


def _composition(evidence: Evidence) -> list[Remark]:
    parts = evidence.data.tables["samenstelling"].groupby("gemeente")["waarde"].sum()
    stock = _at_last(evidence)
    return [
        Remark("rood", evidence.where("samenstelling"),
               f"{name} telt op tot {dutch_number(parts.get(name, 0))}, de stand is "
               f"{dutch_number(stock[name])}",
               "routes en groepen samen zijn de stand van de laatste maand")
        for name in evidence.data.names
        if parts.get(name, 0) != stock[name]
    ]


def _cohorts(evidence: Evidence) -> list[Remark]:
    table, stock = evidence.data.tables["aow_cohorten"], _at_last(evidence)
    total = table.groupby("gemeente")["waarde"].sum()
    return [
        Remark("rood", evidence.where("aow_cohorten"),
               f"{name} heeft {dutch_number(total.get(name, 0))} personen naar geboortemaand op "
               f"een stand van {dutch_number(stock[name])}",
               "tel per geboortemaand de personen in de stand van de laatste maand")
        for name in evidence.data.names
        if not 0 < total.get(name, 0) <= stock[name]
    ]


def _aow_per_year(evidence: Evidence) -> list[Remark] | None:
    """Judge who reaches the AOW age in each of the years to come."""
    last = evidence.data.last_month
    if evidence.law is None or not evidence.law.covers("aow.leeftijd_maanden", last):
        return None
    data, table = evidence.data, evidence.data.tables["aow_cohorten"]
    stock = _at_last(evidence).sum()
    remarks = []
    for year in data.years:
        # the age in December decides who is old enough by the end of that year
        ends = [month(y, 12) for y in (year - 1, year)]
        born = [end - round(evidence.law.at("aow.leeftijd_maanden", end)) for end in ends]
        within = (table["geboortemaand"] > born[0]) & (table["geboortemaand"] <= born[1])
        share = table.loc[within, "waarde"].sum() / stock
        if not _AOW_PER_YEAR[0] <= share <= _AOW_PER_YEAR[1]:
            percent = dutch_number(100 * share, 1)
            what = f"in {year} bereikt {percent} % van de stand de AOW-leeftijd"
            hint = "gewoon is 1 tot 4 %; lopen de geboortemaanden ver genoeg door?"
            level: Level = "rood" if share == 0 else "geel"
            remarks.append(Remark(level, evidence.where("aow_cohorten"), what, hint))
    return remarks


def _agreements(evidence: Evidence) -> list[Remark] | None:
    """Compare what was achieved wholly or partly with the monthly rows of that year."""
    table = evidence.data.tables.get("afspraken")
    if table is None:
        return None
    remarks = []
    whole = (table["variabele"] == _TOGETHER) & (table["gemeente"] == "")
    achieved = table[whole & table["jaar"].notna()]
    for row, year, value in zip(achieved.index, achieved["jaar"], achieved["waarde"], strict=True):
        months = pd.concat([wide(evidence, part) for part in _PARTS])
        in_year = [m.year == year and m <= evidence.data.last_month for m in months.index]
        within = months[in_year]
        if len(within) == 12 * len(_PARTS) and within.to_numpy().sum() != value:
            total = dutch_number(within.to_numpy().sum())
            what = f"{_TOGETHER} in {year} is {dutch_number(value)}, de maanden tellen {total}"
            hint = f"{', '.join(_PARTS)} tellen samen op tot dit getal"
            where = f"{evidence.where('afspraken')}, rij {row}"
            remarks.append(Remark("rood", where, what, hint))
    return remarks


def _inhabitants(evidence: Evidence) -> list[Remark]:
    table, where = evidence.data.tables["inwoners"], evidence.where("inwoners")
    year = evidence.data.last_month.year
    remarks = []
    for name in evidence.data.names:
        own = table[table["gemeente"] == name].set_index("jaar")["waarde"]
        if own.get(year, 0) <= 0:
            hint = "neem de inwoners op 1 januari over van het CBS"
            count = "0" if year in own.index else "geen"
            remarks.append(Remark("rood", where, f"{name} heeft {count} inwoners in {year}", hint))
    return remarks


def _crossed(evidence: Evidence) -> list[Remark] | None:
    """Judge whether a municipality passes from one way of sharing the budget into another.

    Within the years of the run that stops it: one way of sharing is reckoned for all years.
    """
    law, last = evidence.law, evidence.data.last_month
    if law is None:
        return None
    table, where = evidence.data.tables["inwoners"], evidence.where("inwoners")
    keys = ("verdeelmodel.ondergrens_inwoners", "verdeelmodel.bovengrens_inwoners")
    limits = [law.at(key, last) for key in keys if law.covers(key, last)]
    remarks = []
    for name in evidence.data.names:
        rows = table[table["gemeente"] == name].set_index("jaar")["waarde"]
        ahead = _public(table[table["gemeente"] == name], last)
        for limit in limits:
            what = f"{name} gaat over de grens van {dutch_number(limit)} inwoners"
            before = ahead[ahead.index <= last.year]
            later = ahead[(ahead.index > last.year) & (ahead.index <= evidence.data.years[-1])]
            moved = later[(later >= limit) != (before.iloc[-1] >= limit)] if len(before) else later
            if len(moved):
                hint = ("de run rekent met een verdeling van het budget voor alle jaren: laat "
                        f"'jaren' in gegevensset.toml voor {moved.index[0]} eindigen")
                remarks.append(Remark("rood", where, f"{what} in {moved.index[0]}", hint))
            elif (rows < limit).any() and (rows >= limit).any():
                hint = "de verdeling van het budget verandert daar; kijk naar het aandeel"
                remarks.append(Remark("geel", where, what, hint))
    return remarks


def _public(table: pd.DataFrame, last: pd.Period) -> pd.Series[float]:
    """Return the inhabitants by year that were known, or are expected, in the last month."""
    known = table["bekend_vanaf"].isna() | (table["bekend_vanaf"] <= last)
    return table[known].set_index("jaar")["waarde"].sort_index()


def _within_nation(evidence: Evidence) -> list[Remark] | None:
    nation = evidence.reference
    if nation is None:
        return None
    where = evidence.where(TABLE)
    if nation.last_month != evidence.data.last_month:
        return [Remark("rood", where, f"{nation.name} heeft een andere laatste maand",
                       "geef beide gegevenssets dezelfde laatste_maand")]
    whole = nation.monthly("stand").sum(axis=1)
    own = evidence.data.monthly("stand").sum(axis=1)
    both = (own / whole).dropna()
    if (both >= 1).any():
        return [Remark("rood", where, "de gemeenten hebben meer personen dan het hele land",
                       "kijk naar de eenheid: personen, niet duizenden")]
    return []


def _shares(evidence: Evidence) -> list[Remark] | None:
    table, where = evidence.data.tables["vervang_mij"], evidence.where("vervang_mij")
    rows = table[(table["sleutel"] == "buig.aandeel") & (table["gemeente"] != "")]
    share = rows["eigen_waarde"].fillna(rows["waarde"]).groupby(rows["gemeente"]).first()
    if share.sum() > 100:
        return [Remark("rood", where, "de budgetaandelen zijn samen meer dan 100 %",
                       "een aandeel is een percentage van het macrobudget")]
    if evidence.reference is None:
        return None
    nation = evidence.reference.monthly("stand").iloc[-1].sum()
    ratio = (share / 100) / (_at_last(evidence) / nation)
    ratio = ratio[np.isfinite(ratio)]  # a municipality without bijstand has a finding of its own
    odd = ratio[(ratio < _SHARE_RANGE[0]) | (ratio > _SHARE_RANGE[1])]
    return [
        Remark(_slip(value), where, f"het budgetaandeel van {name} is {dutch_number(value, 2)} "
               "keer zijn aandeel in de landelijke bijstand", "klopt het aandeel (in procenten)?")
        for name, value in odd.items()
    ]


def _slip(ratio: float) -> Level:
    """Return red when a figure is so far off that it must be in another unit."""
    return "geel" if 1 / _UNIT_SLIP <= ratio <= _UNIT_SLIP else "rood"


def _budgets(evidence: Evidence) -> list[Remark] | None:
    """Judge the real budgets that were filled in against what the nation would give."""
    table, nation = evidence.data.tables["vervang_mij"], evidence.reference
    macro = evidence.national.get("macrobudget") if evidence.national else None
    if nation is None or macro is None:
        return None
    filled = table[table["sleutel"].isin(_BUDGET_KEYS) & table["eigen_waarde"].notna()]
    share = _at_last(evidence) / nation.monthly("stand").iloc[-1].sum()
    by_year = macro.groupby("jaar")["waarde"].last() * 1_000_000
    remarks = []
    for row, place, year, amount in filled[["gemeente", "jaar", "eigen_waarde"]].itertuples():
        nearest = by_year.iloc[int(np.abs(by_year.index - year).argmin())]
        usual = share.get(place, 0.0) * nearest
        if usual and not _SHARE_RANGE[0] <= amount / usual <= _SHARE_RANGE[1]:
            what = (f"het budget van {place} is {dutch_number(amount)} euro; naar de bijstand zou "
                    f"het ongeveer {dutch_number(usual)} zijn")
            remarks.append(Remark(_slip(amount / usual),
                                  f"{evidence.where('vervang_mij')}, rij {row}", what,
                                  "vul hele euro's in, geen duizendtallen of centen"))
    return remarks


def _ranges(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables["vervang_mij"]
    value = table["waarde"]
    known = table[["laag", "hoog"]].notna()
    wrong = (table["laag"] > value) | (table["hoog"] < value) | (known["laag"] != known["hoog"])
    return [
        Remark("rood", f"{evidence.where('vervang_mij')}, rij {row}",
               f"{table['sleutel'][row]}: laag, waarde en hoog kloppen niet onderling",
               "laag ≤ waarde ≤ hoog; vul laag en hoog beide in, of geen van beide")
        for row in table.index[wrong]
    ]


def _ranks(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables["vervang_mij"]
    keys = table.groupby("rang")["sleutel"].unique()
    return [
        Remark("geel", evidence.where("vervang_mij"),
               f"rang {rank} staat bij {several(sorted(found))}",
               "geef elk onderwerp een eigen rang; 1 beslist het meest")
        for rank, found in keys.items()
        if len({_subject(key) for key in found}) > 1
    ]


def _subject(key: str) -> str:
    """Return what a key is about; a real budget takes the place of the share that stands for it."""
    return "buig" if key in _BUDGET_KEYS else key.rpartition(".")[0]


def _own_figures(evidence: Evidence) -> list[Remark]:
    table = evidence.data.tables["vervang_mij"]
    own = table["eigen_waarde"].notna()
    bare = [str(row) for row in table.index[own & (table["eigen_bron"] == "")]]
    remarks = [
        Remark("geel", f"{evidence.where('vervang_mij')}, rij {several(bare)}",
               "een eigen cijfer zonder eigen_bron",
               "noem in eigen_bron het stuk waarin het staat; een lezer wil het kunnen nazoeken")
    ] if bare else []
    budgets = table["sleutel"].isin(_BUDGET_KEYS) & own
    if budgets.any():
        return remarks
    what = f"ingevuld zijn {own.sum()} van de {len(table)} regels, en geen echt budget"
    return [*remarks, Remark("geel", evidence.where("vervang_mij"), what,
                             "vul eigen_waarde en eigen_bron in; tot dan is het oordeel voorlopig")]


RULES = (
    Rule("samenstelling telt op", "routes en groepen tellen op tot de stand", _composition),
    Rule("AOW-cohorten", "de cohorten passen in de stand", _cohorts),
    Rule("AOW per jaar", "elk jaar bereikt een aannemelijk deel de AOW-leeftijd", _aow_per_year),
    Rule("afspraken tellen op", "de maanden tellen op tot de afspraken", _agreements),
    Rule("inwoners", "de inwoners van het laatste jaar zijn er", _inhabitants),
    Rule("grenzen van de verdeling", "geen gemeente gaat over een grens", _crossed),
    Rule("gemeenten binnen het land", "de gemeenten passen in het land", _within_nation),
    Rule("budgetaandelen", "de aandelen in het macrobudget zijn aannemelijk", _shares),
    Rule("ingevulde budgetten", "de budgetten passen bij het aantal mensen", _budgets),
    Rule("marges", "elke aanname ligt binnen haar marge", _ranges),
    Rule("rangen", "elke rang hoort bij een onderwerp", _ranks),
    Rule("eigen cijfers", "er zijn echte budgetten ingevuld", _own_figures),
)
