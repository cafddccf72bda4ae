"""Sheet Verdeling: the cost of execution over the municipalities, by four keys side by side."""

from __future__ import annotations

from forecast.budget.expression import key_of
from forecast.outputs.workbook import budget_rows as b
from forecast.outputs.workbook import functions as f
from forecast.outputs.workbook import register
from forecast.outputs.workbook.formula import Node
from forecast.outputs.workbook.people_lines import Formula, Item, Part, Rows, added
from forecast.outputs.workbook.people_sheet import PeopleSheet

TITLE = "Verdeling"
_COST = "uitvoering.lasten"
#: What a key divides by: its name, its title and what it does.
KEYS = (
    ("caseload", "naar uitkeringen van het jaar",
     "Wie meer uitkeringen krijgt, betaalt het jaar zelf al meer."),
    ("inwoners", "naar inwoners", "Beweegt niet mee met de bijstand: kleine gemeenten met weinig "
     "bijstand betalen meer."),
    ("vast", "vast, naar uitkeringen van het jaar voor de run",
     "Zekerheid voor elke gemeente; een verschuiving telt pas na nieuwe afspraken."),
    ("gemengd", "gemengd: deels vast, deels naar uitkeringen",
     "Het vaste deel staat op Aannames (deel vast in de gemengde sleutel)."),
)


def write(page: PeopleSheet) -> None:
    """Write the sheet."""
    report = page.layout.report
    page.begin("Verdeling: uitvoeringskosten over de gemeenten, met vier sleutels",
               "Gekozen scenario, middenpad. Elke sleutel verdeelt dezelfde kosten; het verschil "
               "is tegen de eigen lasten op Budget en telt over de gemeenten op tot nul.")
    page.area(report.whole, (_bases(page),), new_page=False)
    for i, (name, title, words) in enumerate(KEYS):
        page.area(report.whole, (_key(page, name, title, words),), new_page=i in (0, 2))
    page.end()


def _bases(page: PeopleSheet) -> Part:
    chosen, names = page.chosen, page.layout.report.municipalities

    def leaf(name: str, area: str) -> Formula:
        scenarios = page.layout.report.scenarios
        cells = [chosen.figures.leaves[n, key_of(name, area, None, s.name)].fixed()
                 for n, s in enumerate(scenarios)]
        return lambda rows, i: chosen.pick(cells)

    def money(key: str, area: str) -> Formula:
        return lambda rows, i: chosen.money_in(area, key, i)

    items = [Item("kosten", "Uitvoeringskosten, samen", "euro", "eur",
                  money(_COST, page.layout.report.whole), role="subtotaal")]
    for area in names:
        items += [
            Item(f"eigen|{area}", f"{area}: eigen lasten op Budget", "euro", "eur",
                 money(_COST, area)),
            Item(f"caseload|{area}", f"{area}: uitkeringen", "uitkeringen", "getal1",
                 money(b.VOLUME, area)),
            Item(f"inwoners|{area}", f"{area}: inwoners", "inwoners", "getal",
                 leaf("inwoners", area)),
            Item(f"vast|{area}", f"{area}: uitkeringen in het jaar voor de run", "uitkeringen",
                 "getal1", leaf("volume.uitkeringen.basis", area)),
        ]
    return Part("waarnaar verdeeld wordt", tuple(items))


def _key(page: PeopleSheet, key: str, title: str, words: str) -> Part:
    names = page.layout.report.municipalities
    items = [Item(f"{key}.deel|{a}", f"{a}: deel", "aandeel", "pct", _part(page, key, a))
             for a in names]
    items += [Item(f"{key}.bedrag|{a}", f"{a}: bedrag", "euro", "eur", _amount(key, a))
              for a in names]
    items += [
        Item(f"{key}.samen", "Samen", "euro", "eur",
             added(*(f"{key}.bedrag|{a}" for a in names)), role="subtotaal", words=words),
        Item(f"{key}.kosten", "Uitvoeringskosten", "euro", "eur",
             lambda rows, i: rows.at("kosten", i) * 1, equals=f"{key}.samen"),
        *(Item(f"{key}.verschil|{a}", f"{a}: verschil met eigen lasten", "euro", "eur",
               added(f"{key}.bedrag|{a}", f"-eigen|{a}")) for a in names),
        Item(f"{key}.nul", "Verschillen samen", "euro", "eur",
             lambda rows, i: f.rounded(f.add_up([
                 rows.at(f"{key}.verschil|{a}", i) for a in names]), 2), role="subtotaal",
             words="Altijd nul: een sleutel verdeelt, hij bespaart niet."),
    ]
    return Part(title, tuple(items))


def _part(page: PeopleSheet, key: str, area: str) -> Formula:
    names = page.layout.report.municipalities

    def share(base: str, rows: Rows, i: int) -> Node:
        total = f.add_up([rows.at(f"{base}|{a}", i) for a in names])
        return f.when(total.equals(0), 0, rows.at(f"{base}|{area}", i) / total)

    def make(rows: Rows, i: int) -> Node:
        if key != "gemengd":
            return share(key, rows, i)
        weight = page.chosen.limit(register.FIXED)
        fixed, moving = (rows.at(f"{base}.deel|{area}", i) for base in ("vast", "caseload"))
        return weight * fixed + (1 - weight) * moving

    return make


def _amount(key: str, area: str) -> Formula:
    return lambda rows, i: rows.at("kosten", i) * rows.at(f"{key}.deel|{area}", i)
