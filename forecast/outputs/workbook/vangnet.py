"""Sheet Vangnet: how deep a deficit is, what is paid, and what one benefit more still costs."""

from __future__ import annotations

from forecast.budget.expression import key_of
from forecast.outputs.report import NATION
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook.charts import Frame, year_lines
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Vangnet"
_RULES = (
    ("drempel", "Drempel: tekort vanaf dit deel van het budget"),
    ("bovengrens", "Bovengrens: daarboven geldt de tweede trede"),
    ("vergoeding_trede1", "Vergoed tussen drempel en bovengrens"),
    ("vergoeding_trede2", "Vergoed boven de bovengrens"),
)


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Vangnet: wat een tekort dan nog kost",
               "Gekozen scenario, middenpad. Participatiewet art. 74. De vergoeding komt twee jaar "
               "later en gaat landelijk van het macrobudget van dat jaar af.")
    page.area(report.whole, (_rules(page),), new_page=False)
    for area in report.municipalities:
        page.area(area, (_part(page, area),), new_page=False)
    page.area(report.whole, (_marginal(page),), new_page=True)
    chart = page.row
    page.row += 15
    page.notes((
        "Zonder de saldi van de twee jaren ervoor is de toets over drie jaar niet te doen. Dan "
        "staan beide uitkomsten er: met vergoeding als de toets slaagt, zonder als hij niet slaagt. "
        "Ook moet het college op tijd aanvragen, met maatregelen waarmee de raad instemt.",
        "Wat één uitkering meer kost, is de prijs van een uitkering min wat het vangnet ervan "
        "betaalt in de trede waarin de gemeente zit. In de laatste trede kost een uitkering meer "
        "niets, en levert een uitkering minder ook niets op.",
    ))
    rows = page.rows[report.whole]
    lines = [rows[f"marge|{name}"].number for name, _ in _BANDS]
    year_lines(
        page.sheet,
        Frame(chart, 0.0, 1.0, 7.0, "Wat één uitkering meer kost, naar trede van het vangnet",
              "Lijnen per jaar: de kosten van een extra uitkering onder de drempel, tussen drempel "
              "en bovengrens, en erboven. De cijfers staan in het blok erboven."),
        lines, (3, page.last), rows["prijs"].number - 1)
    page.end()


_BANDS = (("onder", "Onder de drempel"), ("trede1", "Tussen drempel en bovengrens"),
          ("trede2", "Boven de bovengrens"))


def _rules(page: PeopleSheet) -> Part:
    chosen, report = page.chosen, page.layout.report

    def rule(name: str) -> Formula:
        def make(rows: Rows, i: int) -> Node:
            return chosen.pick([
                chosen.figures.leaves[n, key_of(f"wet.vangnet.{name}", "", report.years[i], s.name)]
                for n, s in enumerate(report.scenarios)])
        return make

    return Part("de regels van het jaar", tuple(
        Item(name, label, "deel", "pct", rule(name)) for name, label in _RULES))


def _rule(page: PeopleSheet, name: str, i: int) -> Node:
    return page.rows[page.layout.report.whole].at(name, i)


def _price(page: PeopleSheet, area: str) -> Formula:
    chosen = page.chosen

    def make(rows: Rows, i: int) -> Node:
        benefits = chosen.money_in(area, b.VOLUME, i)
        cost = chosen.money_in(area, "buig.pw", i)
        return f.when(benefits.equals(0), 0, cost / benefits)

    return make


def _part(page: PeopleSheet, area: str) -> Part:
    chosen = page.chosen

    def money(key: str) -> Formula:
        return lambda rows, i: chosen.money_in(area, key, i)

    def depth(rows: Rows, i: int) -> Node:
        return f.largest(-chosen.money_in(area, b.PART, i), 0)

    def own(rows: Rows, i: int) -> Node:
        return -(chosen.money_in(area, b.AFTER, i))

    def marginal(rows: Rows, i: int) -> Node:
        deep = rows.at("diepte", i)
        first, second = (1 - _rule(page, f"vergoeding_trede{n}", i) for n in (1, 2))
        part = f.when(deep.above(_rule(page, "bovengrens", i)), second,
                      f.when(deep.above(_rule(page, "drempel", i)), first, 1))
        return rows.at("prijs", i) * part

    return Part("tekort en vangnet", (
        Item("saldo", "Saldo vóór vangnet", "euro", "eur", money(b.SALDO)),
        Item("diepte", "Tekort als deel van het budget", "deel", "pct", depth),
        Item("vangnet", "Vangnet als de toets over drie jaar slaagt", "euro", "eur",
             money(b.VANGNET)),
        Item("eigen", "Eigen risico als de toets slaagt (plus is een tekort)", "euro", "eur", own),
        Item("eigen.zonder", "Eigen risico als de toets niet slaagt", "euro", "eur",
             lambda rows, i: -rows.at("saldo", i)),
        Item("prijs", "Prijs van een uitkering", "euro", "eur", _price(page, area)),
        Item("marge", "Wat één uitkering meer kost", "euro", "eur", marginal, role="subtotaal"),
    ))


def _marginal(page: PeopleSheet) -> Part:
    report = page.layout.report

    def cost(band: str) -> Formula:
        def make(rows: Rows, i: int) -> Node:
            price = rows.at("prijs", i)
            if band == "onder":
                return price * 1
            return price * (1 - _rule(page, f"vergoeding_{band}", i))
        return make

    return Part("wat één uitkering meer kost, naar trede", (
        Item("prijs", "Prijs van een uitkering", "euro", "eur", _price(page, report.whole)),
        *(Item(f"marge|{name}", label, "euro", "eur", cost(name)) for name, label in _BANDS),
        Item("macro", "Uitkering landelijk, alles samen", "euro", "eur",
             lambda rows, i: page.chosen.money_in(NATION, "buig.prijs.jaar", i),
             words="Ter vergelijking: met IOAW en IOAZ, Bbz en loonkostensubsidie."),
    ))
