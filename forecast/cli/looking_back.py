"""How a look back reads in the terminal: the league table, CPB beside us, whole runs again."""

from __future__ import annotations

import math

from rich import box
from rich.console import Console
from rich.table import Table

from forecast.outputs.track import Score, TrackRecord
from forecast.periods import dutch, parse_month
from forecast.project.replaying import NATION, ChainRow, Replayed
from forecast.words import dutch_number

#: Horizons that are shown; trackrecord.csv has them all.
_SHOWN = {"maand": (1, 6, 12, 24, 36, 48), "jaar": (1, 2, 3, 4)}


def replayed(console: Console, found: Replayed) -> None:
    """Show the league table, CPB's forecasts beside ours, and whole runs from past dates."""
    track = found.track
    console.print(_league(track))
    if track.rivals:
        console.print(_rivals(track))
    console.print(_chain(found.chain))
    for remark in (*track.remarks, *found.remarks):
        console.print(f"  · {remark}", markup=False)


def _league(track: TrackRecord) -> Table:
    table = _table(f"{track.subject}: hoe ver ramingen ernaast zaten", "vooruit", "model",
                   "n", "fout", "grootte", "band", "breed")
    table.caption = ("n datums; in %: gemiddelde fout (+ is te hoog), gemiddelde grootte van de "
                     "fout, deel van de uitkomsten in de band van 80 %, en hoe breed die is.")
    table.caption_justify = "left"
    before = ""
    for score in track.scores:
        if score.horizon not in _SHOWN[score.measure]:
            continue
        ahead = _ahead(score)
        if before and ahead != before:
            table.add_section()
        table.add_row("" if ahead == before else ahead, score.model, dutch_number(score.dates),
                      _part(score.bias, 1), _part(score.mae, 1), _part(score.inside80),
                      _part(score.width80))
        before = ahead
    return table


def _ahead(score: Score) -> str:
    return f"{score.horizon} mnd" if score.measure == "maand" else f"jaar {score.horizon}"


def _rivals(track: TrackRecord) -> Table:
    table = _table(f"Naast het CPB, het eerste jaar van elke publicatie ({track.unit})",
                   "vintage", "wij t/m", "jaar", "CPB", "wij", "band 80 %", "uitkomst", "CPB %",
                   "wij %")
    errors = []
    for one in track.rivals:
        pair = [forecast / one.outcome - 1 for forecast in (one.theirs, one.ours)]
        errors.append(pair)
        table.add_row(
            one.vintage + ("*" if one.remark else ""), dutch(parse_month(one.known)),
            str(one.year), dutch_number(one.theirs, 1), dutch_number(one.ours, 1),
            f"{dutch_number(one.low80)}-{dutch_number(one.high80)}",
            dutch_number(one.outcome, 1), *(_part(e, 1) for e in pair))
    table.add_section()
    means = [sum(abs(pair[i]) for pair in errors) / len(errors) for i in (0, 1)]
    table.add_row("grootte", *[""] * 6, *(_part(m, 1) for m in means))
    remarks = [f"* {one.vintage}: {one.remark}" for one in track.rivals if one.remark]
    table.caption = "; ".join(remarks) or None
    table.caption_justify = "left"
    return table


def _chain(rows: tuple[ChainRow, ...]) -> Table:
    table = _table("De hele keten vanaf eerdere datums: uitkeringen (middenpad, band van 80 %)",
                   "vanaf", "later", "gebied", "raming", "band 80 %", "uitkomst", "%", "")
    before = None
    for row in rows:
        if math.isnan(row.outcome):
            continue
        if before is not None and row.origin != before:
            table.add_section()
        inside = row.low80 <= row.outcome <= row.high80
        place = row.area if row.counted else f"{row.area}*"
        table.add_row(
            dutch(row.origin) if row.origin != before else "", f"{row.ahead // 12} jr", place,
            dutch_number(row.forecast), f"{dutch_number(row.low80)}-{dutch_number(row.high80)}",
            dutch_number(row.outcome), _part(row.forecast / row.outcome - 1, 1),
            "●" if inside else "■")
        before = row.origin
    known = [r for r in rows if not math.isnan(r.outcome)]
    counted = [r for r in known if r.area == NATION]
    hit = sum(r.low80 <= r.outcome <= r.high80 for r in counted)
    told = [f"{NATION}: {hit} van {len(counted)} uitkomsten binnen de band van 80 % (● binnen, "
            "■ buiten)."]
    if any(not r.counted for r in known):
        told.append("* De uitkomst is afgeleid en bewijst niets.")
    table.caption, table.caption_justify = " ".join(told), "left"
    return table


def _part(value: float | None, decimals: int = 0) -> str:
    return "–" if value is None else dutch_number(100 * value, decimals)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold",
                  padding=(0, 1, 0, 0), pad_edge=False)
    words = {"vooruit", "model", "vintage", "wij t/m", "vanaf", "later", "gebied"}
    for name in columns:
        table.add_column(name, justify="left" if name in words else "right", no_wrap=True)
    return table
