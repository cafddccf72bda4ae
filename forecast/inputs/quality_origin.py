"""Rules on where figures come from: status, sources, vintages, provisional months, the law."""

from __future__ import annotations

import pandas as pd

from forecast.inputs.finding import Evidence, Remark, Rule, grouped, rows
from forecast.inputs.quality_series import TABLE
from forecast.periods import dutch
from forecast.words import dutch_number, several

_OLDEST_VINTAGE = 6  # months; CPB publishes four times a year
_ESSENTIAL = ("aow.leeftijd_maanden", "wml.maand")
_SOFT = ("afgeleid", "aanname", "voorbeeld")


def _facts(evidence: Evidence) -> dict[str, pd.DataFrame]:
    return {name: t for name, t in evidence.data.tables.items() if "status" in t}


def _origin(evidence: Evidence) -> list[Remark]:
    remarks = []
    for name, table in _facts(evidence).items():
        counted = table["status"].value_counts()
        soft = int(counted.reindex(list(_SOFT)).fillna(0).sum())
        if soft:
            parts = ", ".join(f"{n} {status}" for status, n in counted.items())
            what = f"{dutch_number(100 * soft / len(table))} % van {rows(len(table))} is geen feit"
            remarks.append(Remark("geel", evidence.where(name), f"{what} ({parts})",
                                  "vervang ze door eigen cijfers waar u die heeft"))
    return remarks


def _unseen(evidence: Evidence) -> list[Remark]:
    remarks = []
    for name, table in _facts(evidence).items():
        unseen = table[~table["gezien"]]
        if len(unseen):
            codes = several(sorted(set(unseen["bron"])))
            what = f"van {rows(len(unseen))} is de bron niet zelf gezien ({codes})"
            remarks.append(Remark("geel", evidence.where(name), what,
                                  "zoek de bron op en zet gezien op ja"))
    return remarks


def _later(evidence: Evidence) -> list[Remark]:
    last = evidence.data.last_month
    remarks = []
    for name, table in _facts(evidence).items():
        late = table["bekend_vanaf"] > last
        if name == TABLE:
            late |= table["maand"] > last
        if late.any():
            what = f"in {dutch(last)} nog niet bekend: {rows(int(late.sum()))}"
            remarks.append(Remark("geel", f"{evidence.where(name)}, rij {table.index[late][0]}",
                                  what, "gebruik ze alleen om terug te kijken, en zeg dat erbij"))
    return remarks


def _vintages(evidence: Evidence) -> list[Remark] | None:
    table = evidence.national.get("cpb_ramingen") if evidence.national else None
    if table is None:
        return None
    last, where = evidence.data.last_month, "inputs/landelijk/cpb_ramingen.csv"
    known = table[table["publicatiedatum"] <= last.end_time]
    if known.empty:
        return [Remark("rood", where, f"er is geen raming van voor {dutch(last)}",
                       "voeg de laatste raming van het CPB toe")]
    newest = known["publicatiedatum"].idxmax()
    age = (last - pd.Period(known["publicatiedatum"][newest], "M")).n
    if age <= _OLDEST_VINTAGE:
        return []
    what = f"de nieuwste raming ({known['vintage'][newest]}) is {age} maanden oud"
    return [Remark("geel", where, what, "voeg de laatste raming van het CPB toe")]


def _provisional(evidence: Evidence) -> list[Remark] | None:
    if evidence.national is None:
        return None
    last, remarks = evidence.data.last_month, []
    for name, table in evidence.national.items():
        if "maand" not in table or "voorlopig" not in table:
            continue
        soft = table[table["voorlopig"] & (table["maand"] <= last)]
        if len(soft):
            months = several([dutch(m) for m in sorted(set(soft["maand"]))])
            remarks.append(Remark("geel", f"inputs/landelijk/{name}.csv",
                                  f"voorlopige cijfers in {months}",
                                  "haal de nieuwste editie van de tabel op"))
    return remarks


def _recent(evidence: Evidence) -> list[Remark] | None:
    """Judge that the national months reach as far as those of the data set."""
    if evidence.national is None:
        return None
    last, remarks = evidence.data.last_month, []
    for name in ("bijstand_maand_nl", "werkloosheid_maand"):
        table = evidence.national.get(name)
        if table is not None and table["maand"].max() < last:
            what = f"de reeks stopt in {dutch(table['maand'].max())}, voor {dutch(last)}"
            remarks.append(Remark("rood", f"inputs/landelijk/{name}.csv", what,
                                  "haal de nieuwste editie van de tabel op"))
    return remarks


def _law_covers(evidence: Evidence) -> list[Remark] | None:
    law, years = evidence.law, evidence.data.years
    if law is None:
        return None
    start = pd.Period(year=years[0], month=1, freq="M")
    remarks = []
    for key in _ESSENTIAL:
        if not law.covers(key, start):
            what = f"{key} is er niet voor {dutch(start)}"
            remarks.append(Remark("rood", "inputs/wet", what, "vul de wetstabel aan, met artikel"))
    age = law.provisions.get("aow.leeftijd_maanden", ())
    if age and age[-1].since.year < years[-1]:
        what = f"de AOW-leeftijd is bekend tot en met {age[-1].since.year}, nodig is {years[-1]}"
        remarks.append(Remark("geel", age[-1].where, what, "vul de volgende jaren aan"))
    return remarks


def _sources_complete(evidence: Evidence) -> list[Remark]:
    used = {code for table in _facts(evidence).values() for code in table["bron"]}
    bare = sorted(c for c in used if not evidence.data.sources[c].address)
    if not bare:
        return []
    what = f"geen adres hebben de gebruikte bronnen {several(bare)}"
    return [Remark("geel", evidence.where("bronnen"), what, "vul adres in, of waar het stuk ligt")]


def _variables_used(evidence: Evidence) -> list[Remark]:
    """Judge that facts and derived figures are not mixed inside one series."""
    table = evidence.data.tables[TABLE]
    kinds = table.groupby(["gemeente", "variabele"])["status"].nunique()
    names = [f"{row['variabele']} van {row['gemeente']}"
             for row in grouped(kinds[kinds > 1], "soorten")]
    if not names:
        return []
    return [Remark("geel", evidence.where(TABLE), f"{several(names)}: deels feit, deels niet",
                   "een knik op de overgang is dan een knik in de bron")]


RULES = (
    Rule("herkomst", "alle rijen zijn feiten of ramingen", _origin),
    Rule("bronnen gezien", "elke bron is zelf gezien", _unseen),
    Rule("bronnen vindbaar", "elke gebruikte bron heeft een adres", _sources_complete),
    Rule("status per reeks", "geen reeks mengt feiten en aannames", _variables_used),
    Rule("kennis van later", "alles was bekend op de laatste maand", _later),
    Rule("verse ramingen", "de nieuwste raming van het CPB is jong genoeg", _vintages),
    Rule("voorlopige maanden", "geen voorlopige landelijke cijfers", _provisional),
    Rule("landelijke reeksen actueel", "de landelijke reeksen reiken ver genoeg", _recent),
    Rule("wet dekt de jaren", "de wetstabellen dekken alle jaren", _law_covers),
)
