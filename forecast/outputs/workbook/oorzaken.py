"""Sheet Oorzaken: what moves the balance of the BUIG, macro, share, number, norm and price apart."""

from __future__ import annotations

from collections.abc import Callable

from forecast.outputs.report import NATION
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Oorzaken"
_MAIN, _INDEX = "buig.pw", "index.prijs"
_STEPS = ("macro", "aandeel", "aantal", "norm", "prijs", "overig")


def _first(rows: Rows, name: str) -> Node:
    return rows.at(name, 0).fixed()


def _ratio(top: Node, bottom: Node) -> Node:
    return f.when(bottom.equals(0), 0, top / bottom)


def _share(rows: Rows, i: int) -> Node:
    return _ratio(rows.at("budget", i), rows.at("macrobudget", i)) * 100


def _price(rows: Rows, i: int) -> Node:
    return _ratio(rows.at("lasten.pw", i), rows.at("uitkeringen", i))


def _macro(rows: Rows, i: int) -> Node:
    move = rows.at("macrobudget", i) - _first(rows, "macrobudget")
    return _first(rows, "aandeel.deel") / 100 * move


def _shift(rows: Rows, i: int) -> Node:
    move = rows.at("aandeel.deel", i) - _first(rows, "aandeel.deel")
    return move / 100 * rows.at("macrobudget", i)


def _number(rows: Rows, i: int) -> Node:
    move = rows.at("uitkeringen", i) - _first(rows, "uitkeringen")
    return -(move * _first(rows, "prijs.pw"))


def _norm(rows: Rows, i: int) -> Node:
    growth = _ratio(rows.at("index", i), _first(rows, "index")) - 1
    return -(rows.at("uitkeringen", i) * _first(rows, "prijs.pw") * growth)


def _rest(page: PeopleSheet) -> Formula:
    def make(rows: Rows, i: int) -> Node:
        change = rows.at("lasten.pw", i) - _first(rows, "lasten.pw")
        left = -(change + rows.at("aantal", i) + rows.at("norm", i))
        # what is left when price and norm are the same is noise in the tenth digit, not a price
        noise = f.absolute(left).below(page.chosen.limit(register.SLACK))
        return f.when(noise, 0, left)

    return make


def _other(rows: Rows, i: int) -> Node:
    main = rows.at("lasten.pw", i) - _first(rows, "lasten.pw")
    return -(rows.at("lasten", i) - _first(rows, "lasten") - main)


def _change(rows: Rows, i: int) -> Node:
    return rows.at("saldo", i) - _first(rows, "saldo")


def _part(page: PeopleSheet, area: str) -> Part:
    def money(key: str, place: str = area) -> Formula:
        return lambda rows, i: page.chosen.money_in(place, key, i)

    def step(name: str, label: str, make: Callable[[Rows, int], Node], words: str) -> Item:
        return Item(name, label, "euro", "eur", make, words=words)

    return Part("saldo van de BUIG", (
        Item("macrobudget", "Macrobudget (landelijk)", "euro", "eur", money(b.MACRO, NATION)),
        Item("index", "Index van lonen en prijzen", "index", "getal4", money(_INDEX, NATION),
             words="Volgt de contractlonen; de norm volgt ze in januari en juli, hier als "
                   "jaargemiddelde."),
        Item("budget", "Budget", "euro", "eur", money(b.BATEN)),
        Item("aandeel.deel", "Aandeel in het macrobudget", "%", "getal4", _share),
        Item("uitkeringen", "Uitkeringen Participatiewet", "uitkeringen", "getal1",
             money(b.VOLUME)),
        Item("lasten.pw", "Lasten uitkeringen Participatiewet", "euro", "eur", money(_MAIN)),
        Item("prijs.pw", "Prijs per uitkering", "euro", "eur", _price),
        Item("lasten", "Alle lasten", "euro", "eur", money(b.LASTEN)),
        Item("saldo", "Saldo vóór vangnet", "euro", "eur", money(b.SALDO), role="subtotaal"),
        step("macro", "Door het macrobudget", _macro, "Te beïnvloeden: niet; het Rijk volgt het "
             "landelijke aantal uitkeringen en de prijs."),
        step("aandeel", "Door het aandeel", _shift, "Objectief deel: niet. Historisch deel: eigen "
             "lasten van twee jaar eerder."),
        step("aantal", "Door het aantal uitkeringen", _number, "Te beïnvloeden: instroom en "
             "uitstroom."),
        step("norm", "Door de norm (indexering)", _norm, "Te beïnvloeden: niet; zit ook in het "
             "macrobudget."),
        step("prijs", "Door de prijs buiten de norm", _rest(page), "Samenstelling van huishoudens, "
             "kostendelers en inkomsten."),
        step("overig", "Door IOAW en IOAZ, Bbz, LKS en terugvordering", _other, "Deels te "
             "beïnvloeden: banen met subsidie, terugvordering."),
        Item("samen", "Verandering van het saldo sinds het eerste jaar", "euro", "eur",
             added(*_STEPS), role="subtotaal"),
        Item("verandering", "Verandering volgens Budget", "euro", "eur", _change, equals="samen"),
    ))


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Oorzaken: wat het saldo van de BUIG verandert",
               "Gekozen scenario, middenpad. Elk bedrag is de verandering sinds het eerste jaar: "
               "plus is gunstig. Aantal en prijs staan apart; samen zijn zij precies het saldo.")
    for area in (report.whole, *report.municipalities):
        page.area(area, (_part(page, area),), new_page=True)
    page.end()
